using Actors.Codecs.MessagePack;

namespace Actors.Datagrams;

/// <summary>
/// The envelope of every datagram, <c>[packetId, sequence, needsAck, payload]</c> in MessagePack. The payload is any value; most often
/// it is bytes that are MessagePack again.
/// </summary>
public readonly ref struct DatagramHeader
{
    /// <summary>The most bytes of a datagram, in either direction: it passes any path in one piece.</summary>
    public const int MaxDatagramBytes = 1200;

    /// <summary>The longest envelope: an array of four, an id and a sequence of two and three bytes, a flag.</summary>
    public const int MaxHeaderBytes = 1 + 2 + 3 + 1;

    /// <summary>The most bytes of a payload, including all that it is wrapped in.</summary>
    public const int MaxPayloadBytes = MaxDatagramBytes - MaxHeaderBytes;

    private static readonly MessagePackLimits Limits = new() { MaxBytes = MaxDatagramBytes, MaxCount = MaxDatagramBytes };

    private readonly ReadOnlySpan<byte> _payload;

    private DatagramHeader(byte id, ushort sequence, bool needsAck, ReadOnlySpan<byte> payload)
    {
        Id = id;
        Sequence = sequence;
        NeedsAck = needsAck;
        _payload = payload;
    }

    /// <summary>The kind of what follows.</summary>
    public byte Id { get; }

    /// <summary>See <see cref="Sequences"/>.</summary>
    public ushort Sequence { get; }

    /// <summary>Whether the sender expects an acknowledgement.</summary>
    public bool NeedsAck { get; }

    /// <summary>
    /// Reads the payload: its content if it is bytes or text, otherwise the value itself. Old clients write bytes as text, and simple ones leave out the
    /// wrapping.
    /// </summary>
    public MessagePackReader Payload()
    {
        var reader = new MessagePackReader(_payload, Limits);
        return reader.NextKind is MessagePackKind.Binary or MessagePackKind.Text && reader.TryReadBytes(out var inside)
            ? new MessagePackReader(inside, Limits)
            : reader;
    }

    /// <summary>False for anything that is not exactly one envelope. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out DatagramHeader header)
    {
        header = default;
        var reader = new MessagePackReader(datagram, Limits);
        if (!reader.TryReadArrayHeader(out var count) || count != 4
            || !reader.TryReadInt32(out var id) || id is < 0 or > byte.MaxValue
            || !reader.TryReadInt32(out var sequence) || sequence is < 0 or >= Sequences.Count
            || !TryFlag(ref reader, out var needsAck))
            return false;
        var start = reader.Position;
        if (!reader.TrySkip() || !reader.AtEnd)
            return false;
        header = new DatagramHeader((byte)id, (ushort)sequence, needsAck, datagram[start..]);
        return true;
    }

    /// <summary>Writes a datagram; the payload is MessagePack already.</summary>
    /// <returns>Its length; 0 when the buffer is too small.</returns>
    public static int Write(Span<byte> buffer, byte id, int sequence, bool needsAck, ReadOnlySpan<byte> payload)
    {
        var writer = new MessagePackWriter(buffer);
        return writer.WriteArrayHeader(4) && writer.WriteInt64(id) && writer.WriteInt64(sequence) && writer.WriteInt64(needsAck ? 1 : 0) && writer.WriteRaw(payload)
            ? writer.Written
            : 0;
    }

    private static bool TryFlag(ref MessagePackReader reader, out bool value)
    {
        if (reader.NextKind == MessagePackKind.Boolean)
            return reader.TryReadBoolean(out value);
        var read = reader.TryReadInt32(out var number);
        value = number == 1;
        return read && number is 0 or 1;
    }
}
