using System.Diagnostics.Metrics;

namespace Actors.Gateway;

/// <summary>What the connections of this process report.</summary>
public sealed class GatewayMetrics
{
    /// <summary>One for the process.</summary>
    public static GatewayMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Gateway");
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _received;
    private readonly Counter<long> _rateLimited;
    private readonly Counter<long> _malformed;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _unsupported;
    private readonly Counter<long> _stateSkipped;
    private readonly Counter<long> _givenUp;
    private readonly UpDownCounter<long> _outboxMessages;
    private readonly UpDownCounter<long> _outboxBytes;
    private readonly Counter<long> _framesSkipped;
    private readonly Counter<long> _eventsDropped;

    private GatewayMetrics()
    {
        _connections = _meter.CreateUpDownCounter<long>("actors.gateway.connections", description: "Clients connected, by dialect.");
        _received = _meter.CreateCounter<long>("actors.gateway.received", description: "Messages from clients, by dialect.");
        _rateLimited = _meter.CreateCounter<long>("actors.gateway.rate_limited", description: "Messages dropped because the client sent too many, by dialect.");
        _malformed = _meter.CreateCounter<long>("actors.gateway.malformed", description: "Malformed messages, by dialect.");
        _ignored = _meter.CreateCounter<long>("actors.gateway.ignored", description: "Input for a player that is in no room, by dialect.");
        _unsupported = _meter.CreateCounter<long>("actors.gateway.unsupported", description: "Requests for unsupported features, by dialect.");
        _stateSkipped = _meter.CreateCounter<long>("actors.gateway.state_skipped", description: "States superseded before a slow client took them.");
        _givenUp = _meter.CreateCounter<long>("actors.gateway.given_up", description: "Clients disconnected by a limit, by reason.");
        _outboxMessages = _meter.CreateUpDownCounter<long>("actors.outbox.messages", description: "Events and answers that wait for slow clients.");
        _outboxBytes = _meter.CreateUpDownCounter<long>("actors.outbox.bytes", "By", "Bytes of them.");
        _framesSkipped = _meter.CreateCounter<long>("actors.view.frames_skipped", description: "Frames of rooms whose states this gateway was too late to show.");
        _eventsDropped = _meter.CreateCounter<long>("actors.view.events_dropped", description: "Events that this gateway was far too late to show.");
    }

    /// <summary>The number of connections of that dialect has changed by so many.</summary>
    public void Connected(string dialect, int by) => _connections.Add(by, new KeyValuePair<string, object?>("dialect", dialect));

    /// <summary>A message was received.</summary>
    public void Received(string dialect) => _received.Add(1, new KeyValuePair<string, object?>("dialect", dialect));

    /// <summary>A message was over a limit.</summary>
    public void RateLimited(string dialect) => _rateLimited.Add(1, new KeyValuePair<string, object?>("dialect", dialect));

    /// <summary>A message was malformed in the dialect.</summary>
    public void Malformed(string dialect) => _malformed.Add(1, new KeyValuePair<string, object?>("dialect", dialect));

    /// <summary>An input has come when there was no room for it.</summary>
    public void Ignored(string dialect) => _ignored.Add(1, new KeyValuePair<string, object?>("dialect", dialect));

    /// <summary>A client has asked for something that its dialect does not have.</summary>
    public void Unsupported(string dialect) => _unsupported.Add(1, new KeyValuePair<string, object?>("dialect", dialect));

    /// <summary>A client that reads slowly gets a newer state instead of this one.</summary>
    public void StateSkipped() => _stateSkipped.Add(1);

    /// <summary>The gateway has ended a connection.</summary>
    public void Disconnected(string reason) => _givenUp.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>The amount that waits in outboxes has changed by so much.</summary>
    public void OutboxChanged(int messages, int bytes)
    {
        _outboxMessages.Add(messages);
        _outboxBytes.Add(bytes);
    }

    /// <summary>A frame was not shown: a newer one was waiting already, or the view had too many.</summary>
    public void FrameSkipped() => _framesSkipped.Add(1);

    /// <summary>So many events were not shown: a frame can carry no more.</summary>
    public void EventsDropped(int count) => _eventsDropped.Add(count);
}
