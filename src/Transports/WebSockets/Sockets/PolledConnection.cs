using System.Net;
using System.Net.Sockets;

namespace Actors.WebSockets.Sockets;

/// <summary>
/// A plain TCP socket, watched by a <see cref="PollLoop"/>. Reading and writing are system calls on a non-blocking socket, straight into or from the caller's
/// memory; while nothing arrives, no operation is pending and no buffer is held.
/// <para>
/// The kernel reports each change once, at any time, so for each direction there is a <see cref="Signal"/>. A reader or writer clears it before the system
/// call, so that a change after the call finds it cleared; if the call finds nothing, it waits only if the signal is still clear. A call without a reason does
/// no harm.
/// </para>
/// </summary>
internal sealed class PolledConnection : ISocketConnection, IThreadPoolWorkItem
{
    // Each slice that a slow client takes is a sign of life; a long message must not be sent without one.
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

    /// <exception cref="System.ComponentModel.Win32Exception">The kernel cannot watch another descriptor.</exception>
    public PolledConnection(Socket socket, PollLoop loop)
    {
        _socket = socket;
        _loop = loop;
        _socket.Blocking = false;
        _descriptor = (int)socket.Handle;
        RemoteEndPoint = socket.RemoteEndPoint;
        loop.Add(this, _descriptor);
    }

    /// <summary>The states of one direction. Clearing or giving a signal is a full fence.</summary>
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
            // Fewer bytes than there was space for are all there were, unless the end came with them, in the same event.
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
        // The loop sends no more events. Not within this call: the caller may be in the middle of something.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Wakes whoever still waits on the closed connection.</summary>
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
            // The message is shared and may be large: do not keep it alive
            _rest = default;
            return SendResult.Done;
        }
        catch (ObjectDisposedException)
        {
            return SendResult.Broken;
        }
    }
}
