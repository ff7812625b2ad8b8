using System.Diagnostics.Metrics;
using Actors.Telemetry;
using BenchmarkDotNet.Attributes;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Actors.Bench.Micro.Telemetry;

/// <summary>
/// The cost of a measurement while nobody listens, and while OpenTelemetry listens as on a node; and the cost of a command that is not traced.
/// </summary>
[MemoryDiagnoser]
public class MeasuringBenchmarks
{
    private readonly Meter _meter = new("Actors.Bench");
    private Counter<long> _counter = null!;
    private Histogram<double> _histogram = null!;
    private MeterProvider? _listener;

    [Params(false, true)]
    public bool IsListened { get; set; }

    [GlobalSetup]
    public void Begin()
    {
        _counter = _meter.CreateCounter<long>("actors.bench.count");
        _histogram = _meter.CreateHistogram<double>("actors.bench.time", "s");
        _listener = IsListened ? NodeTelemetry.Measure(Sdk.CreateMeterProviderBuilder(), isSent: false).Build() : null;
    }

    [GlobalCleanup]
    public void End() => _listener?.Dispose();

    [Benchmark(Baseline = true)]
    public void Count() => _counter.Add(1);

    [Benchmark]
    public void CountWithOneLabel() => _counter.Add(1, new KeyValuePair<string, object?>("dialect", "native"));

    [Benchmark]
    public void CountWithTwoLabels() => _counter.Add(1, new("message", "frames/1"), new("direction", "sent"));

    [Benchmark]
    public void Record() => _histogram.Record(0.002);

    [Benchmark]
    public bool UntracedCommand()
    {
        using var arrival = CommandTrace.Arrive();
        using var apply = CommandTrace.Start("apply", CommandTrace.Begin(this, "native").TraceParent);
        return apply.IsTraced;
    }
}
