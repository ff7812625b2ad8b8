using System.Diagnostics.Metrics;

namespace Actors.Cluster.Links.Tcp;

/// <summary>What the lines of this process report.</summary>
internal sealed class LinkMetrics
{
    public static LinkMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Links");
    private readonly UpDownCounter<long> _up;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _superseded;
    private readonly Counter<long> _eventsDropped;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _down;

    private LinkMetrics()
    {
        _up = _meter.CreateUpDownCounter<long>("actors.links.up", description: "Lines to other nodes that stand.");
        _messages = _meter.CreateCounter<long>("actors.links.messages", description: "Messages, by direction.");
        _bytes = _meter.CreateCounter<long>("actors.links.bytes", "By", "Bytes, by direction.");
        _superseded = _meter.CreateCounter<long>("actors.links.frames_superseded", description: "Frames that a newer one took the place of before they were sent.");
        _eventsDropped = _meter.CreateCounter<long>("actors.links.events_dropped", description: "Events dropped because a line was slow for too long.");
        _refused = _meter.CreateCounter<long>("actors.links.refused", description: "Connections of those who did not prove that they are nodes, by reason.");
        _down = _meter.CreateCounter<long>("actors.links.down", description: "Lines that have gone down, by reason.");
    }

    public void Up(int by) => _up.Add(by);

    public void Sent(int messages, int bytes)
    {
        _messages.Add(messages, new KeyValuePair<string, object?>("direction", "out"));
        _bytes.Add(bytes, new KeyValuePair<string, object?>("direction", "out"));
    }

    public void Received(int bytes)
    {
        _messages.Add(1, new KeyValuePair<string, object?>("direction", "in"));
        _bytes.Add(bytes, new KeyValuePair<string, object?>("direction", "in"));
    }

    public void Superseded() => _superseded.Add(1);

    public void EventsDropped(int count) => _eventsDropped.Add(count);

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Down(string reason) => _down.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
