using System.Diagnostics.Metrics;

namespace Actors.Tools.Latency;

/// <summary>Counts the traffic, for the last line of the tool and for listeners of the meter.</summary>
internal sealed class ProxyCounters
{
    private static readonly Meter Meter = new("Actors.Tools.Latency");
    private static readonly Counter<long> Events = Meter.CreateCounter<long>("actors.latency.events");
    private static readonly UpDownCounter<long> WaitingChunks = Meter.CreateUpDownCounter<long>("actors.latency.waiting", "{chunk}");
    private long _connections, _refused, _bytes, _forwarded, _lost, _overflowed, _waiting, _mostWaiting;

    public long Connections => Interlocked.Read(ref _connections);
    public long Refused => Interlocked.Read(ref _refused);
    public long Bytes => Interlocked.Read(ref _bytes);
    public long Forwarded => Interlocked.Read(ref _forwarded);
    public long Lost => Interlocked.Read(ref _lost);
    public long Overflowed => Interlocked.Read(ref _overflowed);

    /// <summary>Chunks of streams that were read and not yet written.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    public long MaxWaiting => Interlocked.Read(ref _mostWaiting);

    public void Connected() => Count(ref _connections, "connected");
    public void Refuse() => Count(ref _refused, "refused");
    public void Lose() => Count(ref _lost, "lost");
    public void Overflow() => Count(ref _overflowed, "overflowed");

    public void Wait()
    {
        WaitingChunks.Add(1);
        var waiting = Interlocked.Increment(ref _waiting);
        long most;
        while (waiting > (most = MaxWaiting) && Interlocked.CompareExchange(ref _mostWaiting, waiting, most) != most)
        {
        }
    }

    public void Go()
    {
        WaitingChunks.Add(-1);
        Interlocked.Decrement(ref _waiting);
    }

    public void Forward(int bytes)
    {
        Count(ref _forwarded, "forwarded");
        Interlocked.Add(ref _bytes, bytes);
    }

    public override string ToString() =>
        $"connections {Connections}, refused {Refused}, forwarded {Forwarded} ({Bytes} bytes), lost {Lost}, overflowed {Overflowed}";

    private static void Count(ref long counter, string what)
    {
        Interlocked.Increment(ref counter);
        Events.Add(1, new KeyValuePair<string, object?>("event", what));
    }
}
