using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Actors.Channels;

namespace Actors.WebSockets.Sockets;

/// <summary>
/// A thread that waits for many sockets and calls a connection when something has changed for it. Input is read, parsed and passed up on this thread: waking
/// another for every few bytes of input would cost more than all of that. If a call into the layer above does not return, its thread is left behind, and
/// another takes its place.
/// </summary>
internal sealed class PollLoop : IDisposable
{
    private const int Batch = 256;

    private readonly Epoll _epoll = new(Batch);
    private readonly Gathering _gathering = new(Batch);
    private readonly Socket _stop = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly string _name;
    private readonly Func<IArrivals>? _makeArrivals;
    private readonly Lock _lock = new();

    // Indexed by descriptor. A reused descriptor may get an event of its predecessor: connections expect to be called without a reason.
    private PolledConnection?[] _connections = new PolledConnection?[64];
    private int _disposed;
    private bool _isStopped;

    // Identifies the current reading thread; any other has been left behind.
    private object? _reader;

    /// <param name="arrivals">Makes the receiver that is notified of each batch, on the thread for which it was made.</param>
    public PollLoop(string name, Func<IArrivals>? arrivals)
    {
        (_name, _makeArrivals) = (name, arrivals);
        Read();
    }

    /// <exception cref="Win32Exception">The kernel cannot watch another descriptor.</exception>
    public void Add(PolledConnection connection, int descriptor)
    {
        lock (_lock)
        {
            if (descriptor >= _connections.Length)
            {
                var more = new PolledConnection?[Math.Max(descriptor + 1, _connections.Length * 2)];
                _connections.CopyTo(more, 0);
                _connections = more;
            }
            _connections[descriptor] = connection;
        }
        try
        {
            _epoll.Watch(descriptor, Epoll.Readable | Epoll.Writable | Epoll.NoMoreToRead);
        }
        catch (Win32Exception)
        {
            Remove(connection, descriptor);
            throw;
        }
    }

    /// <summary>Must be called before the descriptor is closed.</summary>
    public void Remove(PolledConnection connection, int descriptor)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_connections[descriptor], connection))
                _connections[descriptor] = null;
        }
    }

    /// <summary>Ends the thread, after its current work. The remaining connections get no more events.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        // A socket without a connection reports a hang-up at once, which wakes the loop. Only this may end it, because until then its descriptors are in use
        // here.
        _epoll.Watch((int)_stop.Handle, Epoll.Readable);
    }

    private void Read()
    {
        var (reader, arrivals) = (new object(), _makeArrivals?.Invoke());
        if (arrivals is not null)
            arrivals.ThreadLost = Read;
        Volatile.Write(ref _reader, reader);
        new Thread(() => Run(reader, arrivals)) { Name = _name, IsBackground = true }.Start();
    }

    private void Run(object reader, IArrivals? arrivals)
    {
        var stop = (int)_stop.Handle;
        while (!_isStopped)
        {
            var since = Stopwatch.GetTimestamp();
            var count = _epoll.Wait();
            var pauses = _gathering.Pauses(Stopwatch.GetElapsedTime(since), count, _epoll[0].Descriptor);
            arrivals?.Begin();
            for (var i = 0; i < count; i++)
            {
                var (descriptor, what) = _epoll[i];
                _isStopped |= descriptor == stop;
                var connections = Volatile.Read(ref _connections);
                if (descriptor < connections.Length)
                    connections[descriptor]?.OnPolled(what);
            }
            arrivals?.End();
            // Left behind: from now on nothing here belongs to this thread.
            if (Volatile.Read(ref _reader) != reader)
                return;
            if (pauses)
                Epoll.Pause(Gathering.PauseMilliseconds);
        }
        _epoll.Dispose();
        _stop.Dispose();
    }
}
