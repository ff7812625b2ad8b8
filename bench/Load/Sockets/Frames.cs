using System.Buffers.Binary;

namespace Actors.Bench.Load.Sockets;

/// <summary>RFC 6455, as far as a client of these servers needs it: no extensions.</summary>
internal static class Frames
{
    public const byte Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;
    private const uint Mask = 0x3d21fa37;

    /// <summary>The length of a masked header for payloads below 64 KiB.</summary>
    public const int MaxHeader = 8;

    /// <summary>Reads the frame at the beginning of these bytes; false if it is incomplete.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out byte opcode, out bool isLast, out ReadOnlySpan<byte> payload, out int length)
    {
        opcode = 0;
        isLast = true;
        payload = default;
        length = 0;
        if (bytes.Length < 2)
            return false;
        if ((bytes[0] & 0x70) != 0 || (bytes[1] & 0x80) != 0)
            throw new InvalidDataException("The server sends extensions or masked frames, which nobody asked for.");
        var (header, size) = (2, (long)bytes[1]);
        if (size >= 126)
        {
            header = size == 126 ? 4 : 10;
            if (bytes.Length < header)
                return false;
            size = header == 4 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        }
        if (bytes.Length < header + size)
            return false;
        opcode = (byte)(bytes[0] & 15);
        isLast = (bytes[0] & 0x80) != 0;
        payload = bytes.Slice(header, (int)size);
        length = header + (int)size;
        return true;
    }

    /// <summary>Masks the payload in place and returns the frame around it; <see cref="MaxHeader"/> free bytes precede the payload.</summary>
    public static Span<byte> Write(byte opcode, Span<byte> buffer, int payloadLength)
    {
        var start = payloadLength < 126 ? 2 : 0;
        buffer[start] = (byte)(0x80 | opcode);
        if (start == 2)
        {
            buffer[start + 1] = (byte)(0x80 | payloadLength);
        }
        else
        {
            buffer[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], checked((ushort)payloadLength));
        }
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[4..], Mask);
        var payload = buffer.Slice(MaxHeader, payloadLength);
        for (var i = 0; i < payload.Length; i++)
            payload[i] ^= (byte)(Mask >> (8 * (i & 3)));
        return buffer[start..(MaxHeader + payloadLength)];
    }
}
