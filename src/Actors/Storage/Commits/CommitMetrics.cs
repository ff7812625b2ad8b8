using System.Diagnostics.Metrics;

namespace Actors.Storage;

/// <summary>What a committer does, for whoever listens to the meter.</summary>
internal sealed class CommitMetrics : IDisposable
{
    private readonly Meter _meter = new("Actors.Storage");
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _refused;
    private int _pending;

    public CommitMetrics()
    {
        _duration = _meter.CreateHistogram<double>("actors.commit.duration", "s", "One group commit, from its beginning to the disk.");
        _size = _meter.CreateHistogram<int>("actors.commit.size", description: "Transactions in one group commit.");
        _retries = _meter.CreateCounter<long>("actors.commit.retries", description: "Commits tried again because the store could not be reached.");
        _refused = _meter.CreateCounter<long>("actors.commit.refused", description: "Transactions that the store refused, by outcome.");
        _meter.CreateObservableGauge("actors.commit.pending", () => Pending, description: "Transactions that wait to be committed.");
    }

    /// <summary>Transactions that were taken and whose outcome is not known yet; read by the thread that collects.</summary>
    public int Pending
    {
        get => Volatile.Read(ref _pending);
        set => Volatile.Write(ref _pending, value);
    }

    public void Committed(TimeSpan duration, int size)
    {
        _duration.Record(duration.TotalSeconds);
        _size.Record(size);
    }

    public void Retried() => _retries.Add(1);

    public void Refused(CommitOutcome outcome) => _refused.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Dispose() => _meter.Dispose();
}
