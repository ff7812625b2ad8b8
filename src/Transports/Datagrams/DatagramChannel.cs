using System.Net;
using Actors.Channels;
using Actors.Codecs.MessagePack;

namespace Actors.Datagrams;

/// <summary>
/// One client's session. Unreliable messages are sent once and may be lost; reliable ones are stored until they are acknowledged. When too many of those wait,
/// the next message is held back: the layer above then queues events and lets newer states replace older ones.
/// </summary>
/// <remarks>
/// The server calls its own members one at a time; meanwhile any thread may call those of <see cref="IClientChannel"/>.
/// </remarks>
internal sealed class DatagramChannel : IClientChannel
{
    private readonly Lock _lock = new();
    private readonly DatagramLimits _limits;
    private readonly DatagramMetrics _metrics;
    private readonly IDatagramSocket _socket;
    private readonly Func<long> _nowMs;
    private readonly Unacknowledged _unacknowledged;
    private readonly ReceivedSequences _received = new();
    private int _sequence;
    private EncodedMessage? _held;
    private (string Why, CloseCode Code, string Reason)? _ending;
    private volatile bool _paused;

    public DatagramChannel(DatagramLimits limits, DatagramMetrics metrics, IDatagramSocket socket, SocketAddress address, IPEndPoint remote, AddressKey network, int lastSequence, Func<long> nowMs)
    {
        (_limits, _metrics, _socket, _nowMs, _sequence) = (limits, metrics, socket, nowMs, lastSequence);
        (Address, Network, RemoteEndPoint) = (address, network, remote);
        _unacknowledged = new Unacknowledged(limits, metrics);
        OpenedMs = HeardMs = nowMs();
    }

    public SocketAddress Address { get; }

    public AddressKey Network { get; }

    public EndPoint? RemoteEndPoint { get; }

    public long OpenedMs { get; }

    public long HeardMs { get; set; }

    /// <summary>Set before the channel can be found by its address.</summary>
    public IChannelEvents Events { get; set; } = null!;

    public bool IsPaused => _paused;

    /// <summary>Why the session is to end; null while it goes on.</summary>
    public (string Why, CloseCode Code, string Reason)? Ending
    {
        get
        {
            lock (_lock)
                return _ending;
        }
    }

    public bool TrySend(EncodedMessage message)
    {
        lock (_lock)
        {
            if (_ending is not null)
                return true;
            if (!HasRoomFor_NeedsLock(message))
            {
                _held = message;
                _metrics.Held();
                return false;
            }
            Send_NeedsLock(message);
            return true;
        }
    }

    /// <summary>
    /// The protocol has no message for it: the server stops answering the client. <see cref="IChannelEvents.Closed"/> is called in the server's next round.
    /// </summary>
    public void Close(CloseCode code, string reason) => End("closed", code, reason);

    public void Abort() => End("aborted", CloseCode.Abnormal, "");

    public void PauseReading() => _paused = true;

    public void ResumeReading() => _paused = false;

    public void End(string why, CloseCode code, string reason)
    {
        lock (_lock)
        {
            _ending ??= (why, code, reason);
            _held = null;
            _unacknowledged.Clear();
        }
    }

    /// <summary>Acknowledges one of the client's datagrams.</summary>
    public void Acknowledge(int sequence)
    {
        Span<byte> payload = stackalloc byte[4];
        var writer = new MessagePackWriter(payload);
        writer.WriteArrayHeader(1);
        writer.WriteInt64(sequence);
        lock (_lock)
        {
            if (_ending is null)
                SendPart_NeedsLock(DatagramIds.Ack, needsAck: false, writer.WrittenSpan);
        }
    }

    /// <returns>False if the number was received before.</returns>
    public bool TryTakeIn(int sequence) => _received.TryAdd(sequence);

    /// <summary>The client has acknowledged these. Messages that were held back are sent when there is room for them.</summary>
    public void Acknowledged(ReadOnlySpan<ushort> sequences)
    {
        var writable = false;
        lock (_lock)
        {
            foreach (var sequence in sequences)
                _unacknowledged.Acknowledge(sequence);
            if (_held is { } held && HasRoomFor_NeedsLock(held))
            {
                _held = null;
                writable = true;
                Send_NeedsLock(held);
            }
        }
        if (writable)
            Events.Writable();
    }

    /// <summary>Sends overdue messages again, and ends the session of a client that no longer answers.</summary>
    public void Sweep(long nowMs)
    {
        if (nowMs - HeardMs >= _limits.SilenceSeconds * 1000L)
        {
            End("silence", CloseCode.Abnormal, "Silent for too long.");
            return;
        }
        var alive = true;
        lock (_lock)
            alive = _unacknowledged.Count == 0 || _unacknowledged.ResendDue(nowMs, datagram => Put(datagram.Span));
        if (!alive)
            End("unacknowledged", CloseCode.Abnormal, "What has to be acknowledged was not.");
    }

    private bool HasRoomFor_NeedsLock(EncodedMessage message)
    {
        if (_unacknowledged.Count == 0)
            return true;
        var count = 0;
        for (var parts = new DatagramParts(message); parts.MoveNext();)
            count += parts.NeedsAck ? 1 : 0;
        return count == 0 || _unacknowledged.Count + count <= _limits.MaxUnacknowledged;
    }

    private void Send_NeedsLock(EncodedMessage message)
    {
        for (var parts = new DatagramParts(message); parts.MoveNext();)
            SendPart_NeedsLock(parts.Id, parts.NeedsAck, parts.Payload);
    }

    private void SendPart_NeedsLock(byte id, bool needsAck, ReadOnlySpan<byte> payload)
    {
        // When the sequence wraps around, it skips numbers that are still unacknowledged.
        do
            _sequence = Sequences.Next(_sequence);
        while (_unacknowledged.Contains(_sequence));
        Span<byte> datagram = stackalloc byte[DatagramHeader.MaxDatagramBytes];
        datagram = datagram[..DatagramHeader.Write(datagram, id, _sequence, needsAck, payload)];
        if (needsAck)
            _unacknowledged.Add(_sequence, datagram, _nowMs());
        Put(datagram);
    }

    private void Put(ReadOnlySpan<byte> datagram) => _metrics.Sent(datagram.Length, _socket.TrySend(datagram, Address));
}
