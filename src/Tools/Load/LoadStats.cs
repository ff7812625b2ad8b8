using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Actors.Tools.Common;

namespace Actors.Tools.Load;

/// <summary>The totals of all clients of a run. Round trips and gaps between states in microseconds.</summary>
internal sealed class LoadStats
{
    private const int MaxCodes = 64;
    private readonly ConcurrentDictionary<string, long> _errors = new();
    private long _connected, _open, _frames, _bytes, _lost, _reconnects;
    private long _reliableSent, _reliableAcknowledged, _resent, _reliableReceived, _duplicates;

    public Latencies RoundTrip { get; } = new();
    public Latencies Gap { get; } = new();

    /// <summary>Datagrams that needed an acknowledgement, and those of them that got one, each counted once.</summary>
    public (long Sent, long Acknowledged) Reliable => (Interlocked.Read(ref _reliableSent), Interlocked.Read(ref _reliableAcknowledged));

    /// <summary>Datagrams from the server that needed an acknowledgement, each counted once.</summary>
    public long ReliableReceived => Interlocked.Read(ref _reliableReceived);
    public long Connected => Interlocked.Read(ref _connected);
    public long Open => Interlocked.Read(ref _open);
    public long Frames => Interlocked.Read(ref _frames);
    public long Bytes => Interlocked.Read(ref _bytes);
    public long Lost => Interlocked.Read(ref _lost);
    public long Reconnects => Interlocked.Read(ref _reconnects);
    public IReadOnlyDictionary<string, long> Errors => _errors;
    public bool Clean => Lost == 0 && _errors.IsEmpty;

    public void Connect(bool again)
    {
        Interlocked.Increment(ref again ? ref _reconnects : ref _connected);
        Interlocked.Increment(ref _open);
    }

    public void Leave() => Interlocked.Decrement(ref _open);

    public void Lose() => Interlocked.Increment(ref _lost);

    public void Receive(int bytes)
    {
        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void SendReliable() => Interlocked.Increment(ref _reliableSent);

    public void AcknowledgeReliable() => Interlocked.Increment(ref _reliableAcknowledged);

    public void Resend() => Interlocked.Increment(ref _resent);

    public void ReceiveReliable(bool isNew) => Interlocked.Increment(ref isNew ? ref _reliableReceived : ref _duplicates);

    /// <summary>A server that keeps inventing codes cannot grow the table: beyond 64 they count as `other`.</summary>
    public void Error(string code) =>
        _errors.AddOrUpdate(_errors.Count < MaxCodes || _errors.ContainsKey(code) ? code : "other", 1, static (_, count) => count + 1);

    public string ToText(double seconds)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"connected   {Connected}, lost {Lost}, reconnects {Reconnects}\n");
        text.Append(CultureInfo.InvariantCulture, $"frames      {Frames} ({Frames / seconds:0}/s), {Bytes} bytes ({Bytes / seconds:0}/s)\n");
        text.Append(CultureInfo.InvariantCulture, $"round trip  p50 {Ms(RoundTrip, 0.5):0.00} ms, p95 {Ms(RoundTrip, 0.95):0.00} ms, p99 {Ms(RoundTrip, 0.99):0.00} ms ({RoundTrip.Count})\n");
        text.Append(CultureInfo.InvariantCulture, $"state gaps  p50 {Ms(Gap, 0.5):0.00} ms, p99 {Ms(Gap, 0.99):0.00} ms, max {Ms(Gap, 1):0.00} ms ({Gap.Count})\n");
        if (Reliable.Sent > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"needs ack   sent {Reliable.Sent}, acknowledged {Reliable.Acknowledged}, sent again {_resent}; ");
            text.Append(CultureInfo.InvariantCulture, $"received {ReliableReceived}, once more {_duplicates}\n");
        }
        text.Append("errors      ").Append(_errors.IsEmpty ? "none" : string.Join(", ", _errors.OrderBy(e => e.Key).Select(e => $"{e.Key} {e.Value}")));
        return text.ToString();
    }

    public string ToJson(double seconds) => JsonSerializer.Serialize(new
    {
        connected = Connected,
        lost = Lost,
        reconnects = Reconnects,
        frames = Frames,
        framesPerSecond = Frames / seconds,
        bytes = Bytes,
        roundTripMs = new { count = RoundTrip.Count, p50 = Ms(RoundTrip, 0.5), p95 = Ms(RoundTrip, 0.95), p99 = Ms(RoundTrip, 0.99) },
        gapMs = new { count = Gap.Count, p50 = Ms(Gap, 0.5), p99 = Ms(Gap, 0.99), max = Ms(Gap, 1) },
        needsAck = new { sent = Reliable.Sent, acknowledged = Reliable.Acknowledged, sentAgain = _resent, received = ReliableReceived, receivedAgain = _duplicates },
        errors = Errors,
    });

    private static double Ms(Latencies latencies, double share) => latencies.Percentile(share) / 1000.0;
}
