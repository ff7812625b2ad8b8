using System.Diagnostics.Metrics;
using Actors.Channels;

namespace Actors.Gateway.Dialects.Native;

/// <summary>Frames encoded for clients that accept deltas. Many more keyframes than new clients mean that clients lag behind.</summary>
internal sealed class NativeMetrics
{
    public static NativeMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Gateway.Native");
    private readonly Counter<long> _states;
    private readonly Counter<long> _bytes;

    private NativeMetrics()
    {
        _states = _meter.CreateCounter<long>("actors.native.states", description: "States encoded for clients with deltas, by kind; each goes to any number of them.");
        _bytes = _meter.CreateCounter<long>("actors.native.state_bytes", "By", "Bytes of them.");
    }

    public EncodedMessage Encoded(string kind, EncodedMessage message)
    {
        var tag = new KeyValuePair<string, object?>("kind", kind);
        _states.Add(1, tag);
        _bytes.Add(message.PayloadLength, tag);
        return message;
    }
}
