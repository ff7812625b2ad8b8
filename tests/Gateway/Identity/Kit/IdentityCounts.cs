using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Counts what <c>actors.identity.refused</c> says while it is there, of whichever gateway of this process.</summary>
internal sealed class IdentityCounts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _refused = new();

    public IdentityCounts()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "actors.identity.refused")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => _refused.AddOrUpdate((string)tags[0].Value!, value, (_, sum) => sum + value));
        _listener.Start();
    }

    public long this[string reason] => _refused.GetValueOrDefault(reason);

    public void Dispose() => _listener.Dispose();
}
