using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Actors.Cluster.Links.Tcp;

/// <summary>What the lines of this process report.</summary>
internal sealed class LinkMetrics
{
    public static LinkMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Links");
    private readonly ConcurrentDictionary<TcpLine, bool> _lines = new();
    private readonly UpDownCounter<long> _up;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _superseded;
    private readonly Counter<long> _eventsDropped;
    private readonly Counter<long> _tooLong;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unreachable;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _down;

    private LinkMetrics()
    {
        _up = _meter.CreateUpDownCounter<long>("actors.links.up", description: "Lines to other nodes that stand.");
        _messages = _meter.CreateCounter<long>("actors.links.messages", description: "Messages, by direction.");
        _bytes = _meter.CreateCounter<long>("actors.links.bytes", "By", "Bytes, by direction, before they are encrypted.");
        _superseded = _meter.CreateCounter<long>("actors.links.frames_superseded", description: "Frames that a newer one took the place of before they were sent.");
        _eventsDropped = _meter.CreateCounter<long>("actors.links.events_dropped", description: "Events dropped: the line was slow for too long, or the room had another owner since.");
        _tooLong = _meter.CreateCounter<long>("actors.links.too_long", description: "Messages and frames that were not sent because they are longer than a line carries, by kind.");
        _refused = _meter.CreateCounter<long>("actors.links.refused", description: "Lines that were not made because of who or what the other end is, by side and reason.");
        _unreachable = _meter.CreateCounter<long>("actors.links.unreachable", description: "Calls to other nodes that nobody took.");
        _reconnects = _meter.CreateCounter<long>("actors.links.reconnects", description: "Lines made anew by this node to a peer that had one before.");
        _down = _meter.CreateCounter<long>("actors.links.down", description: "Lines that have gone down, by reason.");
        _meter.CreateObservableGauge("actors.links.waiting_messages", () => Depths(static line => line.Depth.Messages), description: "Messages that wait for a line, by node.");
        _meter.CreateObservableGauge("actors.links.waiting_bytes", () => Depths(static line => line.Depth.Bytes), "By", "What they are, by node.");
        _meter.CreateObservableGauge("actors.links.waiting_frames", () => Depths(static line => line.Depth.Frames), description: "Rooms whose newest frame waits for a line, by node.");
    }

    public void Up(TcpLine line)
    {
        _lines[line] = true;
        _up.Add(1);
    }

    public void Down(TcpLine line, string reason)
    {
        _lines.TryRemove(line, out _);
        _up.Add(-1);
        _down.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

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

    public void TooLong(LinkMessage message) => _tooLong.Add(1, new KeyValuePair<string, object?>("kind", message is FrameOf ? "frame" : "message"));

    /// <param name="side">Who called: "in" another, "out" this node.</param>
    public void Refused(string side, string reason) => _refused.Add(1, new("side", side), new("reason", reason));

    public void Unreachable() => _unreachable.Add(1);

    public void Reconnected() => _reconnects.Add(1);

    private IEnumerable<Measurement<int>> Depths(Func<TcpLine, int> of) =>
        _lines.Keys.Select(line => new Measurement<int>(of(line), new KeyValuePair<string, object?>("node", line.Node)));
}
