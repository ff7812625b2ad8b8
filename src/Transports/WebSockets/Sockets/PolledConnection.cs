using System.Net;
using System.Net.Sockets;

namespace Actors.WebSockets.Sockets;

/// <summary>
/// A TCP socket as it is, watched by a <see cref="PollLoop"/>. Both ways a system call on a non-blocking socket, straight from or into the
/// caller's memory; while nothing comes nothing is under way and nothing is held.
/// <para>
/// The kernel reports each change once, at any time, so for each direction there is a <see cref="Signal"/>. A reader or writer clears it before the
/// system call, so that a change after the call finds it cleared; who found nothing waits only if it is clear still. A call for
/// nothing does no harm.
/// </para>
/// </summary>
internal sealed class PolledConnection : ISocketConnection, IThreadPoolWorkItem
{
    // What a slow client takes at once is a sign of life; a long message must not go by without one.
    private const int SliceBytes = 256 * 1024;

    private readonly Socket _socket;
    private readonly PollLoop _loop;
    private readonly int _descriptor;
    private volatile ISocketEvents _events = null!;
    private ReadOnlyMemory<byte> _rest;
    private int _arrived;
    private int _space;
    private int _closed;
    private volatile bool _ending;

    /// <exception cref="System.ComponentModel.Win32Exception">The kernel watches no more.</exception>
    public PolledConnection(Socket socket, PollLoop loop)
    {
        _socket = socket;
        _loop = loop;
        _socket.Blocking = false;
        _descriptor = (int)socket.Handle;
        RemoteEndPoint = socket.RemoteEndPoint;
        loop.Add(this, _descriptor);
    }

    /// <summary>The states of one way. To be cleared, or given, is a full fence.</summary>
    private static class Signal
    {
        public const int Clear = 0, Given = 1, Awaited = 2;
    }

    public EndPoint? RemoteEndPoint { get; }

    public ISocketEvents Events
    {
        get => _events;
        set => _events = value;
    }

    public bool WaitReadable() => !TryAwait(ref _arrived);

    public int Receive(Span<byte> buffer, out bool more)
    {
        more = false;
        Interlocked.Exchange(ref _arrived, Signal.Clear);
        try
        {
            var count = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error != SocketError.Success)
                return error == SocketError.WouldBlock ? ISocketConnection.NothingYet : ISocketConnection.Broken;
            // Less than there was room for is all there was, unless the end came with it, in the same event.
            if (count == buffer.Length || _ending)
                Volatile.Write(ref _arrived, Signal.Given);
            more = Volatile.Read(ref _arrived) == Signal.Given;
            return count;
        }
        catch (ObjectDisposedException)
        {
            return ISocketConnection.Broken;
        }
    }

    public SendResult Send(ReadOnlyMemory<byte> data)
    {
        try
        {
            var sent = _socket.Send(data.Span, SocketFlags.None, out var error);
            if (sent == data.Length)
                return SendResult.Done;
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                return SendResult.Broken;
            _rest = data[sent..];
            return SendRest(out _);
        }
        catch (ObjectDisposedException)
        {
            return SendResult.Broken;
        }
    }

    public void ShutdownSend() => _socket.ShutdownSend();

    public void Close(bool reset)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        _loop.Remove(this, _descriptor);
        _socket.Close(reset);
        // The loop sends no more events. Not from within the call: the caller may be in the middle of something.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>What still waits on a closed connection finds out.</summary>
    void IThreadPoolWorkItem.Execute() => OnPolled(Epoll.Failed);

    /// <summary>Something has changed, or perhaps nothing has.</summary>
    public void OnPolled(uint what)
    {
        if ((what & (Epoll.NoMoreToRead | Epoll.HungUp | Epoll.Failed)) != 0)
            _ending = true;
        if ((what & ~Epoll.Writable) != 0 && IsAwaited(ref _arrived))
            _events.OnReadable();
        if ((what & ~(Epoll.Readable | Epoll.NoMoreToRead)) != 0 && IsAwaited(ref _space))
            Continue();
    }

    /// <summary>Gives the signal; true for the one call that somebody was waiting for.</summary>
    private static bool IsAwaited(ref int signal) =>
        Volatile.Read(ref signal) != Signal.Given && Interlocked.Exchange(ref signal, Signal.Given) == Signal.Awaited;

    private static bool TryAwait(ref int signal) => Interlocked.CompareExchange(ref signal, Signal.Awaited, Signal.Clear) == Signal.Clear;

    private void Continue()
    {
        var result = SendRest(out var progress);
        if (progress)
            _events.OnSendProgress();
        if (result != SendResult.Pending)
            _events.OnSent(result == SendResult.Broken);
    }

    private SendResult SendRest(out bool progress)
    {
        progress = false;
        try
        {
            while (!_rest.IsEmpty)
            {
                Interlocked.Exchange(ref _space, Signal.Clear);
                var sent = _socket.Send(_rest.Span[..Math.Min(_rest.Length, SliceBytes)], SocketFlags.None, out var error);
                if (error is not (SocketError.Success or SocketError.WouldBlock))
                    return SendResult.Broken;
                _rest = _rest[sent..];
                progress |= sent > 0;
                if (error == SocketError.WouldBlock && TryAwait(ref _space))
                    return SendResult.Pending;
            }
            // The message is shared and may be big: do not keep it alive
            _rest = default;
            return SendResult.Done;
        }
        catch (ObjectDisposedException)
        {
            return SendResult.Broken;
        }
    }
}
