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

    /// <summary>What a gauge shows for a node now: the highest, for other tests have nodes of that name too.</summary>
    public static int Shown(string gauge, string node)
    {
        var shown = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (published, listener) =>
            {
                if (published.Name == gauge)
                    listener.EnableMeasurementEvents(published);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, measured, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "node", Value: string name } && name == node)
                    shown = Math.Max(shown, measured);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return shown;
    }

    public void Dispose() => _listener.Dispose();
}
