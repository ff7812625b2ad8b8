using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>Sums what the gateway's metrics report while this listens.</summary>
internal sealed class GatewayCounts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new();

    public GatewayCounts(string meter = "Actors.Gateway")
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name}[{tags[0].Value}]";
            _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    /// <param name="name">With the tag's value: <c>actors.gateway.given_up[rate]</c>.</param>
    public long this[string name] => _sums.GetValueOrDefault(name);

    public override string ToString() => string.Join(", ", _sums.OrderBy(static sum => sum.Key, StringComparer.Ordinal).Select(static sum => $"{sum.Key} {sum.Value}"));

    public void Dispose() => _listener.Dispose();
}
