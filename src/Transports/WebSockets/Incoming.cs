using System.Buffers;
using Actors.WebSockets.Framing;
using Actors.WebSockets.Sockets;

namespace Actors.WebSockets;

/// <summary>
/// The incoming half of a connection: waits without a buffer, reads while there are bytes, yields the thread to others after a while, and does nothing while it
/// is paused.
/// <para>
/// It is always in exactly one of these states: a thread is in <see cref="Run"/>; the socket will call it; it is queued for the pool; it is parked (paused,
/// with what it had read); it has ended. Each state hands over to the next as its last act.
/// </para>
/// </summary>
internal sealed class Incoming(ISocketConnection socket, MessageReader reader, WebSocketConnection owner, Lock gate) : IThreadPoolWorkItem
{
    private const int BufferBytes = 16 * 1024;

    // A client that sends without end must leave the processor to the others now and then.
    private const int BytesPerTurn = 128 * 1024;

    private byte[]? _buffer;
    private int _start;
    private int _end;
    private volatile bool _paused;
    private volatile bool _stopped;
    private bool _parked;
    private bool _ended;
    private bool _discarding;

    /// <summary>Whether nothing more may be delivered for now.</summary>
    public bool IsHalted => _paused || _stopped;

    public bool IsPaused => _paused;

    /// <summary>Starts with the bytes that followed the handshake.</summary>
    public void Start(ReadOnlySpan<byte> surplus)
    {
        if (!surplus.IsEmpty)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BufferBytes, surplus.Length));
            surplus.CopyTo(_buffer);
            _end = surplus.Length;
        }
        Run(isReady: false);
    }

    public void OnReadable() => Run(isReady: true);

    void IThreadPoolWorkItem.Execute() => Run(isReady: false);

    public void Pause() => _paused = true;

    public void Resume()
    {
        lock (gate)
        {
            _paused = false;
            if (!_parked)
                return;
            _parked = false;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>The socket is closed: a reading thread notices and ends; if there is none, this half ends here.</summary>
    public void Stop()
    {
        lock (gate)
        {
            _stopped = true;
            if (!_parked)
                return;
            _parked = false;
        }
        End();
    }

    private void Run(bool isReady)
    {
        var turn = BytesPerTurn;
        while (!_stopped)
        {
            if (_paused && TryPark())
                return;
            if (_start < _end)
            {
                ProcessBuffer();
                continue;
            }
            if (turn <= 0)
            {
                ReturnBuffer();
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
            if (!isReady)
            {
                ReturnBuffer();
                if (!socket.WaitReadable())
                    return;
            }
            var count = Receive(out isReady);
            if (count is ISocketConnection.EndOfStream or ISocketConnection.Broken)
            {
                owner.OnReadEnd(broken: count == ISocketConnection.Broken);
                break;
            }
            turn -= count;
        }
        End();
    }

    private int Receive(out bool more)
    {
        if (!_discarding && reader.TryLend(out var room))
        {
            var taken = socket.Receive(room, out more);
            if (taken > 0)
            {
                owner.OnBytes(taken);
                ApplyOutcome(reader.Take(taken, owner));
            }
            return taken;
        }

        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferBytes);
        var count = socket.Receive(_buffer, out more);
        if (count > 0)
        {
            owner.OnBytes(count);
            _start = 0;
            _end = count;
        }
        return count;
    }

    private void ProcessBuffer()
    {
        if (_discarding)
        {
            _start = _end;
            return;
        }
        _start += reader.Read(_buffer.AsSpan(_start.._end), owner, out var outcome);
        ApplyOutcome(outcome);
    }

    private void ApplyOutcome(ReadOutcome outcome)
    {
        if (outcome is ReadOutcome.Hungry or ReadOutcome.Stopped)
            return;
        // After its close, or after an error, a client's bytes are read only so that the TCP connection ends without a reset
        _discarding = true;
        reader.Clear();
        if (outcome == ReadOutcome.Failed)
            owner.OnReadFailure(reader.Failure!);
    }

    private bool TryPark()
    {
        lock (gate)
        {
            if (!_paused || _stopped || _discarding)
                return false;
            _parked = true;
            return true;
        }
    }

    private void End()
    {
        lock (gate)
        {
            if (_ended)
                return;
            _ended = true;
            _stopped = true;
        }
        reader.Clear();
        ReturnBuffer();
        owner.OnHalfEnded();
    }

    private void ReturnBuffer()
    {
        if (_buffer is null)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _start = _end = 0;
    }
}
