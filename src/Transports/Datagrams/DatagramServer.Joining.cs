using System.Net;
using System.Runtime.InteropServices;
using Actors.Channels;

namespace Actors.Datagrams;

/// <summary>From the first request to the open session.</summary>
internal sealed partial class DatagramServer
{
    private static readonly byte[] NilPayload = [0xc0];
    private static readonly IPEndPoint AnyIPv4 = new(IPAddress.Any, 0);
    private static readonly IPEndPoint AnyIPv6 = new(IPAddress.IPv6Any, 0);

    private void Join(IDatagramSocket socket, SocketAddress from, DatagramHeader header, int length)
    {
        var now = NowMs;
        if (_sessions.TryGetValue(from, out var session) && session.Ending is null && now - session.OpenedMs < limits.PendingSeconds * 1000L)
        {
            // The client sent this request before it saw that the session was open.
            Metrics.Duplicate();
            if (header.NeedsAck)
                session.Acknowledge(header.Sequence);
            return;
        }
        if (length > limits.MaxJoinBytes)
        {
            Metrics.Ignored("join_too_long");
            return;
        }
        if (_pending.Find(from) is not { } pending)
        {
            var network = AddressKey.Of(EndPointOf(from));
            if (IsFull(network))
            {
                Metrics.Ignored("full");
                return;
            }
            var copy = new SocketAddress(from.Family, from.Size);
            from.Buffer.Span[..from.Size].CopyTo(copy.Buffer.Span);
            pending = _pending.Add(socket, copy, network, random(Sequences.Count), now);
            Metrics.PendingIs(_pending.Count);
        }
        pending.BytesReceived += length;
        if (header.NeedsAck)
            pending.JoinToAcknowledge = header.Sequence;
        if (!Challenge(pending, now))
            Metrics.Ignored("budget");
    }

    /// <returns>False: it would be more than the bytes from the address allow, or the client has guessed too often.</returns>
    private bool Challenge(PendingJoin pending, long now)
    {
        pending.SentMs = now;
        if (pending.Guesses >= PendingJoin.MaxGuesses)
            return false;
        Span<byte> datagram = stackalloc byte[DatagramHeader.MaxDatagramBytes];
        var greeting = new DatagramParts(acceptor.Greeting);
        greeting.MoveNext();
        var length = DatagramHeader.Write(datagram, greeting.Id, pending.Challenge, needsAck: true, greeting.Payload);
        // Greeting and heartbeat would carry the same number, so the first choice stays.
        pending.Greeted ??= pending.MaySend(length);
        if (pending.Greeted == false)
            length = DatagramHeader.Write(datagram, DatagramIds.Heartbeat, pending.Challenge, needsAck: true, NilPayload);
        if (!pending.MaySend(length))
            return false;
        pending.BytesSent += length;
        Metrics.Sent(length, pending.Socket.TrySend(datagram[..length], pending.Address));
        return true;
    }

    private void Answered(PendingJoin pending, DatagramHeader header, int length)
    {
        pending.BytesReceived += length;
        if (!TryReadSequences(header, _acknowledged, out var count))
        {
            Nonsense(pending.Address, "malformed");
            return;
        }
        for (var i = 0; i < count && pending.Guesses < PendingJoin.MaxGuesses; i++)
        {
            if (_acknowledged[i] == pending.Challenge)
            {
                Open(pending);
                return;
            }
            pending.Guesses++;
        }
        if (_sessions.TryGetValue(pending.Address, out var session) && session.Ending is null)
            Spoken(session, header, default);
        else
            Metrics.Ignored("wrong_challenge");
    }

    private void Open(PendingJoin pending)
    {
        _pending.Remove(pending);
        Metrics.PendingIs(_pending.Count);
        if (_sessions.TryGetValue(pending.Address, out var old))
        {
            old.End("replaced", CloseCode.Normal, "Joined again.");
            Forget(old);
        }
        if (IsFull(pending.Network))
        {
            Metrics.Ignored("full");
            return;
        }
        var remote = EndPointOf(pending.Address);
        var session = new DatagramChannel(limits, Metrics, pending.Socket, pending.Address, remote, pending.Network, pending.Challenge, () => NowMs);
        if (Accept(session, remote) is not { } events)
        {
            Metrics.Ignored("refused");
            return;
        }
        session.Events = events;
        _sessions.Add(session.Address, session);
        CollectionsMarshal.GetValueRefOrAddDefault(_sessionsOf, session.Network, out _)++;
        Metrics.Opened();
        if (pending.Greeted == false)
            session.TrySend(acceptor.Greeting);
        if (pending.JoinToAcknowledge is { } join)
        {
            session.TryTakeIn(join);
            session.Acknowledge(join);
        }
    }

    private IChannelEvents? Accept(DatagramChannel session, IPEndPoint remote)
    {
        try
        {
            return acceptor.Accept(session, remote);
        }
        catch (Exception e)
        {
            DatagramLog.UpperSideFailed(logger, e, remote);
            return null;
        }
    }

    private bool IsFull(AddressKey network) =>
        _sessions.Count >= limits.MaxSessions || _sessionsOf.GetValueOrDefault(network) >= limits.MaxSessionsPerAddress;

    private static IPEndPoint EndPointOf(SocketAddress address) =>
        (IPEndPoint)(address.Family == System.Net.Sockets.AddressFamily.InterNetwork ? AnyIPv4 : AnyIPv6).Create(address);
}
