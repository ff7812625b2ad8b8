using System.Net;
using System.Runtime.InteropServices;
using Actors.Channels;
using Actors.Codecs.MessagePack;

namespace Actors.Datagrams;

/// <summary>
/// Sessions over UDP. What can go wrong, and why it does not:
/// <list type="bullet">
/// <item>A sender's address may be forged. Until an address has acknowledged a challenge with a sequence drawn at random, it is a
/// <see cref="PendingJoin"/>: it gets at most three times the bytes that came from it, and no more than a fixed number of such records exist.</item>
/// <item>A datagram may be lost: one that needs an acknowledgement is sent again until it is acknowledged, a bounded number of times. The challenge is sent again,
/// too, as far as the bytes allow, for clients that ask only once.</item>
/// <item>A datagram may come twice: one that needs an acknowledgement is acknowledged again and otherwise ignored.</item>
/// <item>A client may vanish silently: silence, or missing acknowledgements, ends its session.</item>
/// <item>A client may restart on the port that it had: a request to join is challenged like the first if it comes from the address of a session that is older than
/// any join in progress. Its acknowledgement ends the old session.</item>
/// </list>
/// One lock serializes all datagrams and all rounds of the timer, so a session's events never overlap. Sends need only the session's own lock.
/// </summary>
internal sealed partial class DatagramServer(
    DatagramLimits limits, IDatagramAcceptor acceptor, ILogger logger, TimeProvider time, Func<int, int> random) : IDatagramReceiver, IDisposable
{
    /// <summary>The most sequences of one acknowledgement that are read: no client needs an acknowledgement with more.</summary>
    private const int MaxSequencesOfAck = 512;

    private readonly Lock _turn = new();
    private readonly Dictionary<SocketAddress, DatagramChannel> _sessions = [];
    private readonly Dictionary<AddressKey, int> _sessionsOf = [];
    private readonly PendingJoins _pending = new(limits);
    private readonly List<DatagramChannel> _over = [];
    private readonly long _start = time.GetTimestamp();
    private readonly ushort[] _acknowledged = new ushort[MaxSequencesOfAck];
    private bool _stopped;

    public DatagramMetrics Metrics { get; } = new();

    public int PendingCount
    {
        get
        {
            lock (_turn)
                return _pending.Count;
        }
    }

    private long NowMs => (long)time.GetElapsedTime(_start).TotalMilliseconds;

    public void Received(IDatagramSocket socket, SocketAddress from, ReadOnlySpan<byte> datagram)
    {
        Metrics.Received(datagram.Length);
        if (datagram.Length > DatagramHeader.MaxDatagramBytes)
        {
            Nonsense(from, "too_long");
            return;
        }
        if (!DatagramHeader.TryParse(datagram, out var header))
        {
            Nonsense(from, "malformed");
            return;
        }
        lock (_turn)
        {
            if (_stopped)
                return;
            switch (header.Id)
            {
                case DatagramIds.Join:
                    Join(socket, from, header, datagram.Length);
                    break;
                case DatagramIds.Ack when _pending.Find(from) is { } pending:
                    Answered(pending, header, datagram.Length);
                    break;
                default:
                    if (_sessions.TryGetValue(from, out var session) && session.Ending is null)
                        Spoken(session, header, datagram);
                    else
                        Metrics.Ignored("unknown_address");
                    break;
            }
        }
    }

    /// <summary>Called by a timer. Everything that is due is done here: nothing else waits for time to pass.</summary>
    public void Sweep()
    {
        lock (_turn)
        {
            var now = NowMs;
            _pending.Expire(now);
            foreach (var pending in _pending.All)
            {
                if (now - pending.SentMs >= limits.ResendSeconds * 1000)
                    Challenge(pending, now);
            }
            Metrics.PendingIs(_pending.Count);
            foreach (var (_, session) in _sessions)
            {
                session.Sweep(now);
                if (session.Ending is not null)
                    _over.Add(session);
            }
            foreach (var session in _over)
                Forget(session);
            _over.Clear();
        }
    }

    /// <summary>Ends all sessions and takes no more datagrams.</summary>
    public void Stop()
    {
        lock (_turn)
        {
            _stopped = true;
            foreach (var session in _sessions.Values.ToArray())
            {
                session.End("stopped", CloseCode.ServiceRestart, "The server stops.");
                Forget(session);
            }
        }
    }

    public void Dispose()
    {
        Stop();
        Metrics.Dispose();
    }

    private void Spoken(DatagramChannel session, DatagramHeader header, ReadOnlySpan<byte> datagram)
    {
        session.HeardMs = NowMs;
        try
        {
            if (header.Id == DatagramIds.Ack)
                Acknowledged(session, header);
            else if (session.IsPaused)
                Metrics.Ignored("paused");
            else if (IsNew(session, header) && header.Id != DatagramIds.Heartbeat)
                session.Events.Received(datagram, isText: false);
        }
        catch (Exception e)
        {
            UpperSideFailed(session, e);
        }
    }

    private void Acknowledged(DatagramChannel session, DatagramHeader header)
    {
        if (TryReadSequences(header, _acknowledged, out var count))
            session.Acknowledged(_acknowledged.AsSpan(0, count));
        else
            Nonsense(session, "malformed");
    }

    /// <summary>The bytes are not a packet. In a session they count against the client: the layer above has the limit.</summary>
    private void Nonsense(SocketAddress from, string why)
    {
        lock (_turn)
        {
            if (_stopped)
                return;
            if (!_sessions.TryGetValue(from, out var session) || session.Ending is not null)
            {
                Metrics.Ignored(why);
                return;
            }
            try
            {
                Nonsense(session, why);
            }
            catch (Exception e)
            {
                UpperSideFailed(session, e);
            }
        }
    }

    private void Nonsense(DatagramChannel session, string why)
    {
        Metrics.Ignored(why);
        session.Events.Received([], isText: false);
    }

    private void UpperSideFailed(DatagramChannel session, Exception e)
    {
        DatagramLog.UpperSideFailed(logger, e, session.RemoteEndPoint);
        session.End("failed", CloseCode.InternalError, "Something went wrong on the server.");
    }

    /// <summary>Only datagrams that need an acknowledgement have a meaningful number: old clients send all others under 0.</summary>
    private bool IsNew(DatagramChannel session, DatagramHeader header)
    {
        if (!header.NeedsAck)
            return true;
        var isNew = session.TryTakeIn(header.Sequence);
        session.Acknowledge(header.Sequence);
        if (!isNew)
            Metrics.Duplicate();
        return isNew;
    }

    private void Forget(DatagramChannel session)
    {
        _sessions.Remove(session.Address);
        if (--CollectionsMarshal.GetValueRefOrAddDefault(_sessionsOf, session.Network, out _) == 0)
            _sessionsOf.Remove(session.Network);
        var (why, code, reason) = session.Ending!.Value;
        Metrics.Ended(why);
        try
        {
            session.Events.Closed(code, reason);
        }
        catch (Exception e)
        {
            DatagramLog.UpperSideFailed(logger, e, session.RemoteEndPoint);
        }
    }

    /// <summary>Reads a list of sequences, or a single one; of a long list only the beginning.</summary>
    /// <returns>False: it is neither.</returns>
    private static bool TryReadSequences(DatagramHeader header, Span<ushort> into, out int read)
    {
        read = 0;
        var reader = header.Payload();
        var count = 1;
        if (reader.NextKind == MessagePackKind.Array && !reader.TryReadArrayHeader(out count))
            return false;
        for (; count > 0 && read < into.Length; count--)
        {
            if (!reader.TryReadInt32(out var sequence))
                return false;
            if (sequence is >= 0 and < Sequences.Count)
                into[read++] = (ushort)sequence;
        }
        return true;
    }
}
