using System.Buffers;
using System.Diagnostics.Metrics;

namespace Actors.Metrics;

/// <summary>
/// Keeps what the meters of this process measure and writes it in the Prometheus text format 0.0.4. Recording a measurement takes
/// no lock and allocates nothing once its labels are known; everything else happens when somebody scrapes.
/// </summary>
public sealed class PrometheusExporter : IDisposable
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int FirstBufferBytes = 32 * 1024;

    private readonly PrometheusOptions _options;
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Lock _scraping = new();
    private long _scrape;
    private long _refused;
    private long _observeFailures;

    public PrometheusExporter(PrometheusOptions? options = null)
    {
        _options = options ?? new PrometheusOptions();
        _options.Validate();
        _listener.InstrumentPublished = Publish;
        _listener.MeasurementsCompleted = Complete;
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record((double)value, tags, family));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Record((double)value, tags, family));
        _listener.Start();
    }

    /// <summary>Asks the observable instruments and writes everything. One scrape at a time; further ones wait.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        lock (_scraping)
        {
            Volatile.Write(ref _scrape, _scrape + 1);
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException failures)
            {
                // Somebody's callback threw; all others were asked all the same.
                _observeFailures += failures.InnerExceptions.Count;
            }
            MetricFamily[] families;
            lock (_lock)
                families = [.. _families.Values];
            var text = new PrometheusText(output);
            foreach (var family in families)
                family.Write(text, _scrape);
            WriteOwn(text, families);
        }
    }

    /// <summary>Writes everything to a stream, in one piece.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var buffer = new ArrayBufferWriter<byte>(FirstBufferBytes);
        Write(buffer);
        await output.WriteAsync(buffer.WrittenMemory, cancellation);
    }

    public void Dispose() => _listener.Dispose();

    private static MetricKind? KindOf(Instrument instrument, out bool observed)
    {
        var type = instrument.GetType();
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        observed = instrument.IsObservable;
        if (open == typeof(Counter<>) || open == typeof(ObservableCounter<>))
            return MetricKind.Counter;
        if (open == typeof(UpDownCounter<>) || open == typeof(ObservableUpDownCounter<>))
            return MetricKind.UpDownCounter;
        if (open == typeof(Gauge<>) || open == typeof(ObservableGauge<>))
            return MetricKind.Gauge;
        return open == typeof(Histogram<>) ? MetricKind.Histogram : null;
    }

    private void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        ((MetricFamily)family!).Record(value, tags, Volatile.Read(ref _scrape));

    private void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        ((MetricFamily)family!).Record(value, tags, Volatile.Read(ref _scrape));

    private bool Wants(string meter) => _options.Meters.Any(
        wanted => meter.StartsWith(wanted, StringComparison.Ordinal) && (meter.Length == wanted.Length || meter[wanted.Length] == '.'));

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!Wants(instrument.Meter.Name) || KindOf(instrument, out var observed) is not { } kind)
            return;
        var name = PrometheusNames.Metric(instrument.Name, instrument.Unit, kind);
        MetricFamily? family;
        lock (_lock)
        {
            if (!_families.TryGetValue(name, out family))
            {
                if (_families.Count >= _options.MaxMetrics)
                {
                    _refused++;
                    return;
                }
                var bounds = kind == MetricKind.Histogram ? HistogramBuckets.For(instrument, _options) : null;
                family = new MetricFamily(name, kind, observed, instrument.Description, bounds, _options.MaxLabelSets);
                _families.Add(name, family);
            }
            else if (family.Kind != kind || family.IsObserved != observed)
            {
                // One name cannot mean two things.
                _refused++;
                return;
            }
            family.Instruments++;
        }
        listener.EnableMeasurementEvents(instrument, family);
    }

    private void Complete(Instrument instrument, object? state)
    {
        if (state is not MetricFamily family)
            return;
        lock (_lock)
        {
            if (--family.Instruments == 0)
                _families.Remove(family.Name);
        }
    }

    /// <summary>What had to be left out is said, and said in the same way.</summary>
    private void WriteOwn(PrometheusText text, MetricFamily[] families)
    {
        const string folded = "actors_metrics_folded_measurements_total";
        var begun = false;
        foreach (var family in families.Where(family => family.Folded > 0))
        {
            if (!begun)
                text.Header(folded, "counter", "Measurements whose labels were too many, and which went to the series of all others.");
            begun = true;
            text.Sample(folded, "", $"metric=\"{family.Name}\"");
            text.Value(family.Folded);
        }
        long refused;
        lock (_lock)
            refused = _refused;
        WriteOwn(text, "actors_metrics_refused_instruments_total", "Instruments left out: too many, or a name with two meanings.", refused);
        WriteOwn(text, "actors_metrics_observe_failures_total", "Exceptions thrown by observable instruments when they were asked.", _observeFailures);
    }

    private static void WriteOwn(PrometheusText text, string name, string help, long value)
    {
        text.Header(name, "counter", help);
        text.Sample(name, "", "");
        text.Value(value);
    }
}
