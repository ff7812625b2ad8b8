using System.Diagnostics.Metrics;

namespace Actors.Clustering;

/// <summary>The meter <c>Actors.Remoting</c>: connections between nodes, from Akka's events, and the size of our own messages. Akka does not count the bytes of its gossip and heartbeats.</summary>
internal sealed class RemotingMetrics
{
    public const string MeterName = "Actors.Remoting";

    public static RemotingMetrics Instance { get; } = new();

    private static readonly KeyValuePair<string, object?> Sending = new("direction", "sent");
    private static readonly KeyValuePair<string, object?> Receiving = new("direction", "received");

    private readonly Counter<long> _associated;
    private readonly Counter<long> _disassociated;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _quarantined;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;

    private RemotingMetrics()
    {
        var meter = new Meter(MeterName);
        _associated = meter.CreateCounter<long>("actors.remoting.associated", "{association}", "Connections to and from other nodes that were made, by side.");
        _disassociated = meter.CreateCounter<long>("actors.remoting.disassociated", "{association}", "Connections to and from other nodes that ended, by side.");
        _failed = meter.CreateCounter<long>("actors.remoting.failed", "{association}", "Connections to and from other nodes that could not be made, or broke, by side.");
        _quarantined = meter.CreateCounter<long>("actors.remoting.quarantined", "{node}", "Quarantined ActorSystems, by side: another node, or this one by another.");
        _messages = meter.CreateCounter<long>("actors.remoting.messages", "{message}", "Messages of the world between nodes, by kind and direction.");
        _bytes = meter.CreateCounter<long>("actors.remoting.bytes", "By", "Bytes of messages of the world between nodes, without their envelopes, by kind and direction.");
    }

    public void Associated(bool inbound) => _associated.Add(1, Side(inbound));

    public void Disassociated(bool inbound) => _disassociated.Add(1, Side(inbound));

    public void Failed(bool inbound) => _failed.Add(1, Side(inbound));

    public void Quarantined(bool self) => _quarantined.Add(1, new KeyValuePair<string, object?>("who", self ? "this" : "other"));

    /// <param name="message">Its manifest. There are as many as the wire's table of messages has.</param>
    public void Sent(string message, int bytes) => Carried(message, bytes, Sending);

    public void Received(string message, int bytes) => Carried(message, bytes, Receiving);

    private static KeyValuePair<string, object?> Side(bool inbound) => new("side", inbound ? "inbound" : "outbound");

    private void Carried(string message, int bytes, KeyValuePair<string, object?> direction)
    {
        if (!_bytes.Enabled)
            return;
        var kind = new KeyValuePair<string, object?>("message", message);
        _messages.Add(1, kind, direction);
        _bytes.Add(bytes, kind, direction);
    }
}
