using System.Diagnostics.Metrics;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets.Deflate;

/// <summary>The compression metrics of a listener's meter.</summary>
internal sealed class DeflateMetrics
{
    private readonly KeyValuePair<string, object?>[] _listener;
    private readonly Counter<long> _refused;
    private long _agreed;
    private long _deflated;
    private long _bytesBefore;
    private long _bytesAfter;
    private long _inflated;
    private long _compressedBytesReceived;
    private long _inflatedBytes;

    /// <param name="listener">The tag that tells listeners apart, if there is one.</param>
    public DeflateMetrics(Meter meter, PartialBudget windows, params KeyValuePair<string, object?>[] listener)
    {
        _listener = listener;
        Count(meter, "agreed", () => Volatile.Read(ref _agreed), "{connection}", "Connections that agreed on compression");
        Count(meter, "messages", () => Volatile.Read(ref _deflated), "{message}", "Messages compressed, each once for all its clients");
        Count(meter, "bytes_before", () => Volatile.Read(ref _bytesBefore), "By", "Their payloads before");
        Count(meter, "bytes_after", () => Volatile.Read(ref _bytesAfter), "By", "Their payloads after; one that did not get shorter is sent, and counted, as it was");
        Count(meter, "inflated.messages", () => Volatile.Read(ref _inflated), "{message}", "Compressed messages from clients");
        Count(meter, "inflated.bytes_before", () => Volatile.Read(ref _compressedBytesReceived), "By", "Their payloads as they came");
        Count(meter, "inflated.bytes_after", () => Volatile.Read(ref _inflatedBytes), "By", "Their payloads inflated");
        _refused = meter.CreateCounter<long>("actors.websocket.deflate.inflated.refused", "{message}", "Clients' messages that could not be inflated, by reason");
        meter.CreateObservableUpDownCounter(
            "actors.websocket.deflate.window_bytes", () => new Measurement<long>(windows.HeldBytes, listener), "By", "Memory set aside for what clients may refer back to");
    }

    public void Agreed() => Interlocked.Increment(ref _agreed);

    public void Deflated(int before, int after)
    {
        Interlocked.Increment(ref _deflated);
        Interlocked.Add(ref _bytesBefore, before);
        Interlocked.Add(ref _bytesAfter, after);
    }

    public void Inflated(int before, int after)
    {
        Interlocked.Increment(ref _inflated);
        Interlocked.Add(ref _compressedBytesReceived, before);
        Interlocked.Add(ref _inflatedBytes, after);
    }

    public void InflateRefused(InflateResult result)
    {
        var reason = result switch
        {
            InflateResult.TooBig => "too_big",
            InflateResult.NoMemory => "no_memory",
            _ => "invalid",
        };
        _refused.Add(1, [new("reason", reason), .. _listener]);
    }

    private void Count(Meter meter, string name, Func<long> read, string unit, string description) =>
        meter.CreateObservableCounter("actors.websocket.deflate." + name, () => new Measurement<long>(read(), _listener), unit, description);
}
