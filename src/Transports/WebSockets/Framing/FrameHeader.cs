using System.Buffers.Binary;

namespace Actors.WebSockets.Framing;

internal enum HeaderStatus
{
    Incomplete,
    Complete,
    Wrong,
}

/// <summary>The head of a client's frame (RFC 6455, 5.2): 2 bytes, an extended length if need be, the masking key.</summary>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, byte ReservedBits, long PayloadLength, uint Key, int HeaderLength)
{
    public const int MaxBytes = 14;
    public const byte FinalBit = 0x80;
    private const int LongestControlPayload = 125;

    /// <summary>RSV1, as permessage-deflate uses it.</summary>
    public const byte CompressedBit = 0x40;

    public bool IsCompressed => (ReservedBits & CompressedBit) != 0;

    public bool IsControl => IsControlOpcode(Opcode);

    /// <summary>Reads as much as has arrived. An error is reported as soon as the bytes that cause it have arrived.</summary>
    /// <param name="bytes">From the first byte of the frame on; more may follow.</param>
    /// <param name="reservedBitsAllowed">The RSV bits to which a negotiated extension gives a meaning on the first frame of a message: a mask of 0x70.</param>
    /// <param name="header">Valid if the result is <see cref="HeaderStatus.Complete"/>.</param>
    /// <param name="wrong">The error, if the result is <see cref="HeaderStatus.Wrong"/>.</param>
    public static HeaderStatus Read(ReadOnlySpan<byte> bytes, byte reservedBitsAllowed, out FrameHeader header, out string wrong)
    {
        header = default;
        wrong = "";
        if (bytes.IsEmpty)
            return HeaderStatus.Incomplete;

        var first = bytes[0];
        var opcode = (Opcode)(first & 0x0F);
        var isFinal = (first & 0x80) != 0;
        var reserved = (byte)(first & 0x70);
        // An extension's bit concerns a whole message (RFC 7692, 6): it is set on the message's first frame, and on no control frame
        if ((reserved & ~(opcode is Opcode.Text or Opcode.Binary ? reservedBitsAllowed : 0)) != 0)
            wrong = "a reserved bit is set to which no agreed extension gives a meaning here";
        else if (!IsKnown(opcode))
            wrong = "reserved opcode";
        else if (IsControlOpcode(opcode) && !isFinal)
            wrong = "a control frame must not be fragmented";
        if (wrong.Length > 0)
            return HeaderStatus.Wrong;
        if (bytes.Length < 2)
            return HeaderStatus.Incomplete;

        var second = bytes[1];
        var shortLength = second & 0x7F;
        if ((second & 0x80) == 0)
            wrong = "a client's frame must be masked";
        else if (IsControlOpcode(opcode) && shortLength > LongestControlPayload)
            wrong = "a control frame carries at most 125 bytes";
        if (wrong.Length > 0)
            return HeaderStatus.Wrong;

        var lengthBytes = shortLength switch { 126 => 2, 127 => 8, _ => 0 };
        if (bytes.Length < 2 + lengthBytes)
            return HeaderStatus.Incomplete;
        ulong length;
        switch (lengthBytes)
        {
            case 0:
                length = (ulong)shortLength;
                break;
            case 2:
                length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
                if (length < 126)
                    wrong = "the length is not in its shortest form";
                break;
            default:
                length = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
                if (length <= ushort.MaxValue)
                    wrong = "the length is not in its shortest form";
                else if (length > long.MaxValue)
                    wrong = "the length's top bit is set";
                break;
        }
        if (wrong.Length > 0)
            return HeaderStatus.Wrong;

        var headerLength = 2 + lengthBytes + sizeof(uint);
        // The length is enough to reject a frame that is too long; the key may not have arrived yet.
        var hasKey = bytes.Length >= headerLength;
        var key = hasKey ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(2 + lengthBytes)..]) : 0;
        header = new FrameHeader(opcode, isFinal, reserved, (long)length, key, headerLength);
        return hasKey ? HeaderStatus.Complete : HeaderStatus.Incomplete;
    }

    private static bool IsKnown(Opcode opcode) => opcode <= Opcode.Binary || opcode is >= Opcode.Close and <= Opcode.Pong;

    private static bool IsControlOpcode(Opcode opcode) => opcode >= Opcode.Close;
}
