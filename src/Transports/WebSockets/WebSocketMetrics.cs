using System.Diagnostics.Metrics;
using Actors.Channels;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets;

/// <summary>
/// The meter "Actors.WebSockets", one for each listener. The measurements of a named listener carry its name as a tag; otherwise those of several would
/// overwrite each other. Whatever happens for every message is counted in plain numbers, which are read when the meter is observed; the rest goes to counters.
/// </summary>
internal sealed class WebSocketMetrics : IDisposable
{
    public const string MeterName = "Actors.WebSockets";

    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _readFailures;
    private readonly Counter<long> _acceptFailures;
    private readonly Counter<long> _pingTimeouts;
    private long _openedCount;
    private long _closedCount;
    private long _messagesReceived;
    private long _messagesSent;
    private long _bytesReceived;
    private long _bytesSent;
    private long _sentInPart;

    public WebSocketMetrics(PartialBudget partials, string? listener = null)
    {
        Listener = listener is null ? [] : [new("listener", listener)];
        Meter = new Meter(MeterName);
        Meter.CreateObservableUpDownCounter(
            "actors.websocket.connections", () => Observed(Current), "{connection}", "Open connections");
        Meter.CreateObservableCounter(
            "actors.websocket.connections.opened", () => Observed(Volatile.Read(ref _openedCount)), "{connection}", "Handshakes completed");
        _closed = Meter.CreateCounter<long>(
            "actors.websocket.connections.closed", "{connection}", "Connections ended, by close code");
        _refused = Meter.CreateCounter<long>(
            "actors.websocket.handshakes.refused", "{handshake}", "Handshakes refused, by HTTP status");
        _acceptFailures = Meter.CreateCounter<long>(
            "actors.websocket.accepts.failed", "{accept}", "Times that the operating system gave no connection, by error");
        _readFailures = Meter.CreateCounter<long>(
            "actors.websocket.protocol_errors", "{error}", "Connections failed for what the client sent, by close code");
        _pingTimeouts = Meter.CreateCounter<long>(
            "actors.websocket.pings.timed_out", "{ping}", "Connections dropped because a ping was not answered");
        Meter.CreateObservableCounter(
            "actors.websocket.messages.received", () => Observed(Volatile.Read(ref _messagesReceived)), "{message}", "Whole messages from clients");
        Meter.CreateObservableCounter(
            "actors.websocket.messages.sent", () => Observed(Volatile.Read(ref _messagesSent)), "{message}", "Messages begun to be sent");
        Meter.CreateObservableCounter(
            "actors.websocket.bytes.received", () => Observed(Volatile.Read(ref _bytesReceived)), "By", "Bytes of open connections, frame headers included");
        Meter.CreateObservableCounter(
            "actors.websocket.bytes.sent", () => Observed(Volatile.Read(ref _bytesSent)), "By", "Bytes of messages begun to be sent, frame headers included");
        Meter.CreateObservableCounter(
            "actors.websocket.sends.partial", () => Observed(Volatile.Read(ref _sentInPart)), "{send}", "Sends that the kernel did not take at once");
        Meter.CreateObservableUpDownCounter(
            "actors.websocket.partial_message_bytes", () => Observed(partials.HeldBytes), "By", "Memory held by messages that have not arrived whole");
    }

    public Meter Meter { get; }

    /// <summary>The tag of all measurements; none if the listener has no name.</summary>
    public KeyValuePair<string, object?>[] Listener { get; }

    public long Current => Volatile.Read(ref _openedCount) - Volatile.Read(ref _closedCount);

    public void Opened() => Interlocked.Increment(ref _openedCount);

    public void Closed(CloseCode code)
    {
        Interlocked.Increment(ref _closedCount);
        _closed.Add(1, Tagged("code", (int)code));
    }

    public void Refused(int status) => _refused.Add(1, Tagged("status", status));

    public void AcceptFailed(string error) => _acceptFailures.Add(1, Tagged("error", error));

    public void ReadFailed(CloseCode code) => _readFailures.Add(1, Tagged("code", (int)code));

    public void PingTimedOut() => _pingTimeouts.Add(1, Listener);

    public void MessageReceived() => Interlocked.Increment(ref _messagesReceived);

    public void BytesReceived(int count) => Interlocked.Add(ref _bytesReceived, count);

    public void MessageSent(int frameBytes)
    {
        Interlocked.Increment(ref _messagesSent);
        Interlocked.Add(ref _bytesSent, frameBytes);
    }

    public void SentInPart() => Interlocked.Increment(ref _sentInPart);

    public void Dispose() => Meter.Dispose();

    private Measurement<long> Observed(long value) => new(value, Listener);

    private KeyValuePair<string, object?>[] Tagged(string key, object value) => [new(key, value), .. Listener];
}
