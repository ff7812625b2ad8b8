using System.Diagnostics.Metrics;

namespace Actors.Datagrams;

/// <summary>
/// The meter "Actors.Datagram", one for each server. Whatever happens for every datagram is counted in plain numbers, which are read when the meter is
/// observed.
/// </summary>
internal sealed class DatagramMetrics : IDisposable
{
    public const string MeterName = "Actors.Datagram";

    private readonly Counter<long> _ended;
    private readonly Counter<long> _ignored;
    private long _sessions;
    private long _pending;
    private long _unacknowledged;
    private long _opened;
    private long _received;
    private long _receivedBytes;
    private long _sent;
    private long _sentBytes;
    private long _sendFailures;
    private long _resent;
    private long _duplicates;
    private long _held;

    public DatagramMetrics()
    {
        Meter = new Meter(MeterName);
        Gauge("actors.datagram.sessions", () => Volatile.Read(ref _sessions), "Open sessions");
        Gauge("actors.datagram.pending", () => Volatile.Read(ref _pending), "Addresses that have asked to join and have not answered yet");
        Gauge("actors.datagram.unacknowledged", () => Volatile.Read(ref _unacknowledged), "Datagrams that wait for their acknowledgement");
        Count("actors.datagram.opened", () => Volatile.Read(ref _opened), "Sessions opened");
        Count("actors.datagram.received", () => Volatile.Read(ref _received), "Datagrams received");
        Count("actors.datagram.bytes.received", () => Volatile.Read(ref _receivedBytes), "Bytes of them");
        Count("actors.datagram.sent", () => Volatile.Read(ref _sent), "Datagrams sent");
        Count("actors.datagram.bytes.sent", () => Volatile.Read(ref _sentBytes), "Bytes of them");
        Count("actors.datagram.sends.failed", () => Volatile.Read(ref _sendFailures), "Datagrams that the operating system did not take");
        Count("actors.datagram.resent", () => Volatile.Read(ref _resent), "Datagrams sent again because they were not acknowledged");
        Count("actors.datagram.duplicates", () => Volatile.Read(ref _duplicates), "Datagrams received again, acknowledged again and ignored");
        Count("actors.datagram.held", () => Volatile.Read(ref _held), "Messages that had to wait because too much was unacknowledged");
        _ended = Meter.CreateCounter<long>("actors.datagram.ended", description: "Sessions ended, by reason");
        _ignored = Meter.CreateCounter<long>("actors.datagram.ignored", description: "Datagrams ignored, by reason");
    }

    public Meter Meter { get; }

    public long SessionCount => Volatile.Read(ref _sessions);

    public void Opened()
    {
        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _sessions);
    }

    public void Ended(string reason)
    {
        Interlocked.Decrement(ref _sessions);
        _ended.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    public void Ignored(string reason) => _ignored.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void PendingIs(int count) => Volatile.Write(ref _pending, count);

    public void UnacknowledgedChanged(int by) => Interlocked.Add(ref _unacknowledged, by);

    public void Received(int bytes)
    {
        Interlocked.Increment(ref _received);
        Interlocked.Add(ref _receivedBytes, bytes);
    }

    public void Sent(int bytes, bool taken)
    {
        if (taken)
        {
            Interlocked.Increment(ref _sent);
            Interlocked.Add(ref _sentBytes, bytes);
        }
        else
            Interlocked.Increment(ref _sendFailures);
    }

    public void Resent() => Interlocked.Increment(ref _resent);

    public void Duplicate() => Interlocked.Increment(ref _duplicates);

    public void Held() => Interlocked.Increment(ref _held);

    public void Dispose() => Meter.Dispose();

    private void Gauge(string name, Func<long> read, string description) => Meter.CreateObservableUpDownCounter(name, read, description: description);

    private void Count(string name, Func<long> read, string description) => Meter.CreateObservableCounter(name, read, description: description);
}
