using System.Diagnostics.Metrics;

namespace Actors.Tests.Cluster.Links;

/// <summary>What a counter was raised by on the test's own thread: other tests count as well.</summary>
internal sealed class MetricCount : IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly MeterListener _listener = new();

    public MetricCount(string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument)
                listener.EnableMeasurementEvents(published);
        };
        _listener.SetMeasurementEventCallback<long>((_, measured, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == _thread)
                OfThisThread += measured;
        });
        _listener.Start();
    }

    public long OfThisThread { get; private set; }

    public void Dispose() => _listener.Dispose();
}
