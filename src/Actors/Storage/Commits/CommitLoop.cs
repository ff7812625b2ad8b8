using System.Diagnostics.Metrics;
using Actors.Runtime;
using Microsoft.Extensions.Logging;

namespace Actors.Storage;

internal abstract record CommitMessage;

internal sealed record CommitAsked(RoomTransaction Transaction, TaskCompletionSource<CommitOutcome> Ended) : CommitMessage;

internal sealed record GroupEnded(CommitOutcome[] Outcomes, long BeganAt) : CommitMessage;

internal sealed record GroupFailed(Exception Cause) : CommitMessage;

internal sealed record TryAgain : CommitMessage;

/// <summary>Say when nothing is left.</summary>
internal sealed record FinishCommits(TaskCompletionSource Done) : CommitMessage;

/// <summary>One group at a time; what comes meanwhile is the next.</summary>
internal sealed class CommitLoop : Actor<CommitMessage>
{
    private const int MaxGroup = 1000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(400);

    private readonly IWorldStore _store;
    private readonly string _run;
    private readonly int _capacity;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _refused;
    private readonly Queue<CommitAsked> _waiting = new();
    private readonly List<CommitAsked> _group = [];
    private TimeSpan _wait = FirstWait;
    private TaskCompletionSource? _finish;
    private int _pending;
    private long _number;

    /// <param name="run">Never used before: by it the store knows the group again whose answer was lost.</param>
    public CommitLoop(IWorldStore store, string run, Meter meter, int capacity)
    {
        _store = store;
        _run = run;
        _capacity = capacity;
        _duration = meter.CreateHistogram<double>("actors.commit.duration", "s", "One group commit, from its beginning to the disk.");
        _size = meter.CreateHistogram<int>("actors.commit.size", description: "Transactions in one group commit.");
        _retries = meter.CreateCounter<long>("actors.commit.retries", description: "Commits tried again because the store could not be reached.");
        _refused = meter.CreateCounter<long>("actors.commit.refused", description: "Transactions that the store refused, by outcome.");
        meter.CreateObservableGauge("actors.commit.pending", () => Pending, description: "Transactions that wait to be committed.");
    }

    public int Pending => Volatile.Read(ref _pending);

    protected internal override void Receive(CommitMessage message)
    {
        switch (message)
        {
            case CommitAsked asked when _waiting.Count >= _capacity:
                asked.Ended.TrySetException(new InvalidOperationException($"The commit queue is full ({_capacity})."));
                break;
            case CommitAsked asked:
                _waiting.Enqueue(asked);
                if (_group.Count == 0)
                    Begin();
                break;
            case GroupEnded ended:
                End(ended);
                break;
            case GroupFailed failed:
                Context.Logger.LogWarning(failed.Cause, "A commit of {Count} transactions failed; it is tried again in {Wait}", _group.Count, _wait);
                _retries.Add(1);
                Context.Schedule(_wait, new TryAgain());
                _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
                break;
            case TryAgain:
                Commit();
                break;
            case FinishCommits finish:
                _finish = finish.Done;
                Finish();
                break;
        }
        Volatile.Write(ref _pending, _waiting.Count + _group.Count);
    }

    protected internal override void Stopped()
    {
        foreach (var asked in _group.Concat(_waiting))
            asked.Ended.TrySetException(new InvalidOperationException("The node stopped before this was committed."));
        _finish?.TrySetResult();
    }

    private void Begin()
    {
        while (_group.Count < MaxGroup && _waiting.TryDequeue(out var next))
            _group.Add(next);
        if (_group.Count == 0)
            return;
        _number++;
        Commit();
    }

    /// <summary>The same group as it is, as often as it takes: what threw has had no effect, or one that the store knows again.</summary>
    private void Commit()
    {
        var batch = new CommitBatch(new BatchId(_run, _number), [.. _group.Select(static asked => asked.Transaction)]);
        var beganAt = Context.Time.GetTimestamp();
        Context.RunAsync(
            cancellation => _store.CommitAsync(batch, cancellation),
            outcomes => (CommitMessage)new GroupEnded(outcomes, beganAt),
            static cause => new GroupFailed(cause));
    }

    private void End(GroupEnded ended)
    {
        _wait = FirstWait;
        _duration.Record(Context.Time.GetElapsedTime(ended.BeganAt).TotalSeconds);
        _size.Record(_group.Count);
        for (var i = 0; i < _group.Count; i++)
        {
            if (ended.Outcomes[i] != CommitOutcome.Committed)
                _refused.Add(1, new KeyValuePair<string, object?>("outcome", ended.Outcomes[i].ToString()));
            _group[i].Ended.TrySetResult(ended.Outcomes[i]);
        }
        _group.Clear();
        Begin();
        Finish();
    }

    private void Finish()
    {
        if (_group.Count == 0 && _waiting.Count == 0)
            _finish?.TrySetResult();
    }
}
