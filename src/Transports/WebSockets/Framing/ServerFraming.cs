using System.Buffers.Binary;
using Actors.Channels;

namespace Actors.WebSockets.Framing;

/// <summary>A message as one final frame of a server: unmasked (RFC 6455, 5.1), and so the same bytes for every client.</summary>
internal sealed class ServerFraming : IFraming
{
    public static readonly ServerFraming Plain = new(0);

    /// <summary>Marks the payload as compressed (RFC 7692, 6).</summary>
    public static readonly ServerFraming Compressed = new(FrameHeader.CompressedBit);

    private readonly byte _reservedBits;

    private ServerFraming(byte reservedBits) => _reservedBits = reservedBits;

    /// <summary>2 bytes, and an extended length of 2 or 8 more where it is needed (RFC 6455, 5.2).</summary>
    public int WriteHeader(Span<byte> room, int payloadLength, bool isText)
    {
        var length = payloadLength switch
        {
            < 126 => 2,
            <= ushort.MaxValue => 4,
            _ => 10,
        };
        var header = room[^length..];
        header[0] = (byte)(FrameHeader.FinalBit | _reservedBits | (byte)(isText ? Opcode.Text : Opcode.Binary));
        switch (length)
        {
            case 2:
                header[1] = (byte)payloadLength;
                break;
            case 4:
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)payloadLength);
                break;
            default:
                header[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)payloadLength);
                break;
        }
        return length;
    }
}
