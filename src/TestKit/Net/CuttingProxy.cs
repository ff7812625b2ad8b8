using System.Net;
using System.Net.Sockets;

namespace Actors.TestKit;

/// <summary>
/// A TCP proxy to a server, which a test can pause, resume, and cut after so many bytes: in the middle of any message. The direction to the server is what is paused
/// and cut; the way back is cut with it.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<Task> _running = [];
    private TaskCompletionSource _flows = new();
    private long _left = long.MaxValue;

    /// <param name="target">The server, <c>address:port</c>.</param>
    public CuttingProxy(string target)
    {
        _target = IPEndPoint.Parse(target);
        _flows.SetResult();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        _running.Add(AcceptAsync());
    }

    /// <summary>Where clients connect instead of to the server: a free port on loopback.</summary>
    public string Address => _listener.LocalEndPoint!.ToString()!;

    /// <summary>Nothing more goes to the server, and what is sent waits, until <see cref="Flow"/>.</summary>
    public void Stall()
    {
        lock (_lock)
            _flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Resumes what was paused.</summary>
    public void Flow()
    {
        lock (_lock)
            _flows.TrySetResult();
    }

    /// <summary>Lets so many more bytes through to the server, then closes the connection that carried the last of them. Connections that come after are not cut.</summary>
    public void CutAfter(int bytes)
    {
        lock (_lock)
            _left = bytes;
    }

    /// <summary>Closes all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Flow();
        Task[] running;
        lock (_lock)
            running = [.. _running];
        await Task.WhenAll(running);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptAsync(_end.Token);
                lock (_lock)
                    _running.Add(CarryAsync(near));
            }
        }
        catch (Exception cause) when (cause is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using var far = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(_target, _end.Token);
                await await Task.WhenAny(ThereAsync(near, far), BackAsync(far, near));
            }
            catch (Exception cause) when (cause is SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task ThereAsync(Socket near, Socket far)
    {
        var buffer = new byte[4096];
        while (true)
        {
            await Flows().WaitAsync(_end.Token);
            var read = await near.ReceiveAsync(buffer, SocketFlags.None, _end.Token);
            // It may have been paused while it waited for more: that is held back as well.
            await Flows().WaitAsync(_end.Token);
            var pass = Pass(read);
            for (var sent = 0; sent < pass;)
                sent += await far.SendAsync(buffer.AsMemory(sent, pass - sent), SocketFlags.None, _end.Token);
            if (read == 0 || pass < read)
                return;
        }
    }

    private async Task BackAsync(Socket far, Socket near)
    {
        var buffer = new byte[4096];
        for (int read; (read = await far.ReceiveAsync(buffer, SocketFlags.None, _end.Token)) > 0;)
        {
            for (var sent = 0; sent < read;)
                sent += await near.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, _end.Token);
        }
    }

    private Task Flows()
    {
        lock (_lock)
            return _flows.Task;
    }

    private int Pass(int bytes)
    {
        lock (_lock)
        {
            if (bytes <= _left)
            {
                _left = _left == long.MaxValue ? _left : _left - bytes;
                return bytes;
            }
            var pass = (int)_left;
            _left = long.MaxValue;
            return pass;
        }
    }
}
