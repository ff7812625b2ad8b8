namespace Actors.SocketIO;

/// <summary>The events of one socket that wait for the client's answer: bounded in number, each with its own deadline.</summary>
internal sealed class PendingAcks(TimeProvider time, int max)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Pending> _pending = [];
    private long _nextId;
    private bool _closed;

    /// <summary>False: the limit is reached, and the reply says so.</summary>
    public bool TryAdd(TimeSpan timeout, out long id, out Task<SocketIOReply> reply)
    {
        lock (_gate)
        {
            id = _nextId;
            if (_closed || _pending.Count >= max)
            {
                var refusal = _closed ? SocketIOReplyStatus.Disconnected : SocketIOReplyStatus.TooManyPending;
                reply = Task.FromResult(new SocketIOReply(refusal, SocketIOArgs.Empty));
                return false;
            }
            var mine = _nextId++;
            var pending = _pending[mine] = new();
            reply = pending.Task;
            pending.Timer = time.CreateTimer(
                _ => Complete(mine, new(SocketIOReplyStatus.TimedOut, SocketIOArgs.Empty)), null, timeout, Timeout.InfiniteTimeSpan);
        }
        return true;
    }

    /// <summary>An answer that nothing waits for, or that comes after the timeout, is dropped.</summary>
    public void Complete(long id, SocketIOReply reply)
    {
        Pending? pending;
        lock (_gate)
        {
            if (!_pending.Remove(id, out pending))
                return;
        }
        pending.Finish(reply);
    }

    public void Close()
    {
        Pending[] left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _pending.Values];
            _pending.Clear();
        }
        foreach (var pending in left)
            pending.Finish(new(SocketIOReplyStatus.Disconnected, SocketIOArgs.Empty));
    }

    private sealed class Pending() : TaskCompletionSource<SocketIOReply>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ITimer? Timer { get; set; }

        public void Finish(SocketIOReply reply)
        {
            Timer?.Dispose();
            TrySetResult(reply);
        }
    }
}
