using System.Collections.Concurrent;

namespace Actors.Metrics;

internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>A sum that goes up and down.</summary>
    UpDownCounter,

    /// <summary>A value that is what was said last.</summary>
    Gauge,

    Histogram,
}

/// <summary>
/// One metric: all instruments with its name, and its series by their labels. Looking a series up takes no lock and allocates
/// nothing; making one does both, and happens a bounded number of times.
/// </summary>
internal sealed class MetricFamily
{
    private readonly ConcurrentDictionary<LabelSet, Series> _series = new(LabelSetComparer.Instance);
    private readonly ConcurrentDictionary<LabelSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _byTags;
    private readonly Lock _lock = new();
    private readonly double[]? _bounds;
    private readonly int _maxLabelSets;
    private volatile Series? _other;
    private long _folded;
    private int _count;

    public MetricFamily(string name, MetricKind kind, bool observed, string? help, double[]? bounds, int maxLabelSets)
    {
        Name = name;
        Kind = kind;
        IsObserved = observed;
        Help = help;
        _bounds = bounds;
        _maxLabelSets = maxLabelSets;
        _byTags = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public string Name { get; }

    public MetricKind Kind { get; }

    /// <summary>Whether its values are asked for at each scrape, instead of being told when they change.</summary>
    public bool IsObserved { get; }

    public string? Help { get; }

    /// <summary>Instruments that feed it; guarded by the exporter.</summary>
    public int Instruments { get; set; }

    /// <summary>Measurements that went to the series of all others.</summary>
    public long Folded => Volatile.Read(ref _folded);

    public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long scrape)
    {
        var series = Find(tags);
        if (Kind == MetricKind.Histogram)
            series.Distribute(value);
        else if (Replaces(series, scrape))
            series.Set(value);
        else
            series.Add(value);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long scrape)
    {
        var series = Find(tags);
        if (Kind == MetricKind.Histogram)
            series.Distribute(value);
        else if (Replaces(series, scrape))
            series.Set(value);
        else
            series.Add(value);
    }

    /// <summary>Writes all series; of what is observed, those seen in this scrape, and forgets the others.</summary>
    public void Write(PrometheusText text, long scrape)
    {
        var all = new List<Series>(_series.Count + 1);
        foreach (var (labels, series) in _series)
        {
            if (!IsObserved || series.Observed == scrape)
                all.Add(series);
            else if (_series.TryRemove(labels, out _))
                Interlocked.Decrement(ref _count);
        }
        if (_other is { } other && (!IsObserved || other.Observed == scrape))
            all.Add(other);
        // What has not been measured yet is named all the same: dashboards and alarms can be checked against a node to which nothing has happened.
        if (all.Count == 0 && IsObserved)
            return;
        text.Header(Name, TypeName, Help);
        all.Sort(static (a, b) => string.CompareOrdinal(a.Labels.Text, b.Labels.Text));
        foreach (var series in all)
            series.Write(text, Name);
    }

    private string TypeName => Kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    /// <summary>
    /// What is pushed adds up. What is observed is a whole each time; if several instruments observe a part of it, their parts
    /// of one scrape are added.
    /// </summary>
    private bool Replaces(Series series, long scrape)
    {
        if (!IsObserved)
            return Kind == MetricKind.Gauge;
        var first = series.Observed != scrape;
        series.Observed = scrape;
        return first || Kind == MetricKind.Gauge;
    }

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_byTags.TryGetValue(tags, out var series))
            return series;
        if (Volatile.Read(ref _count) >= _maxLabelSets && _other is { } other)
        {
            Interlocked.Increment(ref _folded);
            return other;
        }
        return FindOrAdd(tags);
    }

    private Series FindOrAdd(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            if (_byTags.TryGetValue(tags, out var series))
                return series;
            if (_count >= _maxLabelSets)
            {
                Interlocked.Increment(ref _folded);
                return _other ??= new Series(LabelSet.Other(tags), _bounds);
            }
            var labels = new LabelSet(tags);
            series = new Series(labels, _bounds);
            _series[labels] = series;
            Interlocked.Increment(ref _count);
            return series;
        }
    }
}
