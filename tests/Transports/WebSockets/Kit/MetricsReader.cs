using System.Diagnostics.Metrics;
using Actors.WebSockets;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>Sums what one listener's meter reports.</summary>
internal sealed class MetricsReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _sums = [];

    public MetricsReader(WebSocketListener source)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == source.State.Metrics.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (_sums)
            {
                var tag = tags.Length == 0 ? "" : $"[{tags[0].Value}]";
                if (instrument.IsObservable)
                    _sums[instrument.Name + tag] = value;
                else
                    _sums[instrument.Name + tag] = _sums.GetValueOrDefault(instrument.Name + tag) + value;
            }
        });
        _listener.Start();
    }

    /// <param name="name">Without "actors.websocket.", with the tag's value: "connections.closed[1000]".</param>
    public long this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            lock (_sums)
                return _sums.GetValueOrDefault("actors.websocket." + name);
        }
    }

    public void Dispose() => _listener.Dispose();
}
