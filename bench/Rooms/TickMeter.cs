using System.Diagnostics.Metrics;
using Actors.Tools.Common;

namespace Actors.Bench.Rooms;

/// <summary>Listens to the server's own measurements, like its exporter: to all its instruments.</summary>
internal sealed class TickMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Latencies _lateness = new();
    private volatile bool _open;
    private long _steps;
    private long _skipped;

    public TickMeter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Actors.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument, instrument.Name);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, _, name) =>
        {
            if (_open && name is "actors.tick.lateness")
                _lateness.Record((long)(value * 1e6));
        });
        _listener.SetMeasurementEventCallback<long>((_, value, _, name) =>
        {
            if (!_open)
                return;
            if (name is "actors.tick.steps")
                Interlocked.Add(ref _steps, value);
            else if (name is "actors.tick.skipped")
                Interlocked.Add(ref _skipped, value);
        });
        _listener.Start();
    }

    public long Steps => Volatile.Read(ref _steps);

    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>Ticks of all rooms; a late one may have more than one step.</summary>
    public long Ticks => _lateness.Count;

    /// <summary>Starts counting.</summary>
    public void Open() => _open = true;

    public void Close() => _open = false;

    /// <summary>Milliseconds; 1 is the maximum.</summary>
    public double Lateness(double share) => _lateness.Percentile(share) / 1000.0;

    public void Dispose() => _listener.Dispose();
}
