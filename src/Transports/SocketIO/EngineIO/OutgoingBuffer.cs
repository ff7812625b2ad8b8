using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

/// <summary>
/// What waits for one client and what is being sent to it: bounded in packets and in bytes. Not thread-safe: callers hold the session's lock.
/// </summary>
internal sealed class OutgoingBuffer(int maxPackets, int maxBytes)
{
    private readonly Queue<EncodedMessage> _waiting = new();
    private int _packetsUnderWay;
    private long _bytesUnderWay;
    private long _bytesWaiting;

    public bool HasWaiting => _waiting.Count > 0;

    public long Bytes => _bytesWaiting + _bytesUnderWay;

    /// <summary>Adds all of them, or none: false if they would exceed the limits. If nothing waits, one message always fits.</summary>
    public bool TryAdd(ReadOnlySpan<EncodedMessage> packets)
    {
        long bytes = 0;
        foreach (var packet in packets)
            bytes += packet.PayloadLength;
        var count = _waiting.Count + _packetsUnderWay;
        if (count > 0 && (count + packets.Length > maxPackets || Bytes + bytes > maxBytes))
            return false;
        foreach (var packet in packets)
            _waiting.Enqueue(packet);
        _bytesWaiting += bytes;
        return true;
    }

    /// <summary>For packets of the protocol itself, of which there is never more than one of a kind.</summary>
    public void AddControl(EncodedMessage packet)
    {
        _waiting.Enqueue(packet);
        _bytesWaiting += packet.PayloadLength;
    }

    public EncodedMessage Take()
    {
        var packet = _waiting.Dequeue();
        _bytesWaiting -= packet.PayloadLength;
        _bytesUnderWay += packet.PayloadLength;
        _packetsUnderWay++;
        return packet;
    }

    public EncodedMessage[] TakeAll()
    {
        var packets = new EncodedMessage[_waiting.Count];
        for (var i = 0; i < packets.Length; i++)
            packets[i] = Take();
        return packets;
    }

    /// <summary>The packets that were taken have been sent.</summary>
    public void Sent()
    {
        _bytesUnderWay = 0;
        _packetsUnderWay = 0;
    }

    public void Clear()
    {
        _waiting.Clear();
        _bytesWaiting = 0;
    }
}
