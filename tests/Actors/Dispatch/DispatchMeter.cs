using System.Diagnostics.Metrics;
using Actors.Dispatch;

namespace Actors.Tests.Dispatch;

/// <summary>Sums what the meter reports while this listens. The meter is shared by the process, so tests use tags of their own.</summary>
internal sealed class DispatchMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);

    public DispatchMeter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == DispatchMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (_values)
            {
                var key = $"{instrument.Name["actors.dispatch.".Length..]}[{string.Join(',', tags.ToArray().Select(static tag => tag.Value))}]";
                _values[key] = instrument.IsObservable ? value : _values.GetValueOrDefault(key) + value;
            }
        });
        _listener.Start();
    }

    /// <param name="key">Without "actors.dispatch.", with the values of its tags: "mailbox.depth[actors.room-mailbox]".</param>
    public long this[string key]
    {
        get
        {
            _listener.RecordObservableInstruments();
            lock (_values)
                return _values.GetValueOrDefault(key);
        }
    }

    public void Dispose() => _listener.Dispose();
}
