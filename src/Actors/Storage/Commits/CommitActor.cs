using Akka.Actor;
using Akka.Event;

namespace Actors.Storage;

/// <summary>
/// Commits the changes of all rooms of a node, in one store transaction for all that have arrived while the previous one was being
/// written: the busier the node, the larger the groups, without a timer. While the store cannot be reached it retries, and new requests
/// wait in a bounded queue.
/// </summary>
public sealed class CommitActor(IWorldStore store, BatchNumbers numbers, TimeProvider time, int capacity) : UntypedActor, IWithTimers
{
    private const int Capacity = 100_000;
    private const int MaxGroup = 1000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(400);

    private readonly CommitMetrics _metrics = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<Asked> _waiting = new();
    private readonly List<Asked> _group = [];
    private readonly List<IActorRef> _finishAsked = [];
    private CommitBatch _batch = new([]);
    private TimeSpan _wait = FirstWait;
    private bool _isFinishing;

    /// <summary>Set by Akka when the actor is made.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="run">Identifies this committer to the store; never used before.</param>
    /// <param name="time">Measures how long commits take.</param>
    /// <param name="capacity">Transactions that may wait. Further ones are rejected.</param>
    public static Props Props(IWorldStore store, string run, TimeProvider time, int capacity = Capacity)
    {
        var numbers = new BatchNumbers(run);
        return Akka.Actor.Props.Create(() => new CommitActor(store, numbers, time, capacity));
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CommitRequest request when _isFinishing:
                Sender.Tell(new CommitRejected(request.Number, "The node is stopping."));
                break;
            case CommitRequest request when _waiting.Count >= capacity:
                Sender.Tell(new CommitRejected(request.Number, $"The commit queue is full ({capacity})."));
                break;
            case CommitRequest request:
                _waiting.Enqueue(new Asked(request, Sender));
                if (_group.Count == 0)
                    Begin();
                break;
            case GroupEnded ended when ended.Batch == _batch.Id:
                End(ended);
                break;
            case GroupFailed failed when failed.Batch == _batch.Id:
                TryLater(failed.Cause);
                break;
            case TryAgain:
                Commit();
                break;
            case FinishCommits:
                _isFinishing = true;
                _finishAsked.Add(Sender);
                Finish();
                break;
            default:
                Unhandled(message);
                break;
        }
        _metrics.Pending = _waiting.Count + _group.Count;
    }

    /// <summary>Also runs before a restart, because the next instance does not know what this one was doing.</summary>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        foreach (var (request, sender) in _group.Concat(_waiting))
            sender.Tell(new CommitRejected(request.Number, "The committer stopped before this was committed."));
        _metrics.Dispose();
    }

    private void Begin()
    {
        while (_group.Count < MaxGroup && _waiting.TryDequeue(out var next))
            _group.Add(next);
        if (_group.Count == 0)
            return;
        _batch = new CommitBatch(numbers.Next(), [.. _group.Select(static asked => asked.Request.Transaction)]);
        Commit();
    }

    /// <summary>Sends the same batch until it succeeds. A batch that threw had no effect, or the store recognizes it.</summary>
    private void Commit()
    {
        var id = _batch.Id!.Value;
        _ = CommitAsync(_batch, _stopping.Token).PipeTo(Self, failure: cause => new GroupFailed(id, cause));
    }

    private async Task<GroupEnded> CommitAsync(CommitBatch batch, CancellationToken stopping)
    {
        var beganAt = time.GetTimestamp();
        return new GroupEnded(batch.Id!.Value, await store.CommitAsync(batch, stopping), beganAt);
    }

    private void TryLater(Exception cause)
    {
        _metrics.Retried();
        Timers.StartSingleTimer(TryAgain.Instance, TryAgain.Instance, _wait);
        // The store logs the failure, once for all calls.
        _log.Log(StoreHealth.Says(cause) ? LogLevel.DebugLevel : LogLevel.WarningLevel, cause, "A commit of {0} transactions failed; it is tried again in {1}", _group.Count, _wait);
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
    }

    private void End(GroupEnded ended)
    {
        _wait = FirstWait;
        _metrics.Committed(time.GetElapsedTime(ended.BeganAt), _group.Count);
        for (var i = 0; i < _group.Count; i++)
        {
            if (ended.Outcomes[i] != CommitOutcome.Committed)
                _metrics.Refused(ended.Outcomes[i]);
            _group[i].Sender.Tell(new CommitEnded(_group[i].Request.Number, ended.Outcomes[i]));
        }
        _group.Clear();
        Begin();
        Finish();
    }

    private void Finish()
    {
        if (_group.Count > 0)
            return;
        foreach (var asker in _finishAsked)
            asker.Tell(CommitsFinished.Instance);
        _finishAsked.Clear();
    }

    private readonly record struct Asked(CommitRequest Request, IActorRef Sender);

    private sealed record GroupEnded(BatchId Batch, CommitOutcome[] Outcomes, long BeganAt);

    private sealed record GroupFailed(BatchId Batch, Exception Cause);

    private sealed record TryAgain
    {
        public static TryAgain Instance { get; } = new();
    }
}
