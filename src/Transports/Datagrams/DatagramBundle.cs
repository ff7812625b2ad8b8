using System.Buffers.Binary;
using Actors.Channels;

namespace Actors.Datagrams;

/// <summary>
/// Makes the message that a datagram channel sends: one packet or several, each a datagram of its own. The same bytes go to all clients; the channel puts each
/// client's own sequence before them. Not thread-safe; can be used again after <see cref="ToMessage"/>.
/// </summary>
public sealed class DatagramBundle
{
    internal const int PartHeadBytes = 4;

    private byte[] _buffer = new byte[EncodedMessage.HeaderBytes + 256];
    private int _length = EncodedMessage.HeaderBytes;

    /// <summary>Whether nothing was added yet.</summary>
    public bool IsEmpty => _length == EncodedMessage.HeaderBytes;

    /// <param name="payload">One MessagePack value of at most <see cref="DatagramHeader.MaxPayloadBytes"/>.</param>
    public DatagramBundle Add(byte id, bool needsAck, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, DatagramHeader.MaxPayloadBytes);
        var end = _length + PartHeadBytes + payload.Length;
        if (end > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(end, 2 * _buffer.Length));
        var part = _buffer.AsSpan(_length);
        part[0] = id;
        part[1] = needsAck ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(part[2..], (ushort)payload.Length);
        payload.CopyTo(part[PartHeadBytes..]);
        _length = end;
        return this;
    }

    /// <summary>One message of all packets that were added.</summary>
    public EncodedMessage ToMessage()
    {
        var message = EncodedMessage.Copy(_buffer.AsSpan(EncodedMessage.HeaderBytes, _length - EncodedMessage.HeaderBytes), isText: false);
        _length = EncodedMessage.HeaderBytes;
        return message;
    }
}

/// <summary>The packets of a bundle, one after another.</summary>
public ref struct DatagramParts(EncodedMessage bundle)
{
    private ReadOnlySpan<byte> _rest = bundle.Payload.Span;

    /// <summary>The kind of the current part.</summary>
    public byte Id { get; private set; }

    /// <summary>Whether the sender expects an acknowledgement.</summary>
    public bool NeedsAck { get; private set; }

    /// <summary>The payload of the current part.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>False: that was the last.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < DatagramBundle.PartHeadBytes)
            return false;
        Id = _rest[0];
        NeedsAck = _rest[1] == 1;
        var end = DatagramBundle.PartHeadBytes + BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]);
        Payload = _rest[DatagramBundle.PartHeadBytes..end];
        _rest = _rest[end..];
        return true;
    }
}
