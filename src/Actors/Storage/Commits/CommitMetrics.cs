using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Actors.Storage;

/// <summary>The metrics of committers. The instruments belong to the process: a restarted ActorSystem has another committer, and the meter continues.</summary>
internal sealed class CommitMetrics : IDisposable
{
    private static readonly ConcurrentDictionary<CommitMetrics, byte> Committers = new();
    private static readonly Meter Meter = new("Actors.Storage");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("actors.commit.duration", "s", "One group commit, from its beginning to the disk.");
    private static readonly Histogram<int> Size = Meter.CreateHistogram<int>("actors.commit.size", description: "Transactions in one group commit.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("actors.commit.retries", description: "Commits tried again because the store could not be reached.");
    private static readonly Counter<long> Rejections = Meter.CreateCounter<long>("actors.commit.refused", description: "Transactions that the store refused, by outcome.");

    private int _pending;

    static CommitMetrics() =>
        Meter.CreateObservableGauge("actors.commit.pending", static () => Committers.Keys.Sum(static committer => committer.Pending), description: "Transactions that wait to be committed.");

    public CommitMetrics() => Committers[this] = 0;

    /// <summary>Transactions that were accepted and whose outcome is not known yet. Read by the thread that collects metrics.</summary>
    public int Pending
    {
        get => Volatile.Read(ref _pending);
        set => Volatile.Write(ref _pending, value);
    }

    public void Committed(TimeSpan duration, int size)
    {
        Duration.Record(duration.TotalSeconds);
        Size.Record(size);
    }

    public void Retried() => Retries.Add(1);

    public void Refused(CommitOutcome outcome) => Rejections.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Dispose() => Committers.TryRemove(this, out _);
}
