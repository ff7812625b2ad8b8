using System.Buffers.Binary;
using System.Text;

namespace Actors.Tools.Load;

/// <summary>The few messages of <c>packets</c> that a fake client needs: <c>[code, [args...]]</c> as MessagePack.</summary>
internal static class PacketsLoad
{
    private const byte ArrayOfTwo = 0x92;
    private const byte NoArgs = 0x90;
    private const byte OneArg = 0x91;
    private const byte EmptyMap = 0x80;
    private const byte Nil = 0xc0;
    private const byte Float64 = 0xcb;
    private const byte FixText = 0xa0;

    public static readonly byte[] Start = [ArrayOfTwo, FixText | 2, (byte)'s', (byte)'p', OneArg, EmptyMap];

    public static readonly byte[] Ping = [ArrayOfTwo, FixText | 2, (byte)'p', (byte)'p', NoArgs];

    /// <summary>The direction alone: the dialect's only speed is the room's. A direction of length 0 is nil.</summary>
    public static byte[] Move(double x, double y)
    {
        byte[] head = [ArrayOfTwo, FixText | 2, (byte)'3', (byte)'3', OneArg];
        if (x == 0 && y == 0)
            return [.. head, Nil];
        byte[] move = [.. head, Float64, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteDoubleBigEndian(move.AsSpan(head.Length + 1), Math.Atan2(y, x));
        return move;
    }

    /// <summary>The code as the type; the dialect has no errors. Null if it is not a message of the dialect.</summary>
    public static MessageHead Read(ReadOnlySpan<byte> message)
    {
        if (message is not [ArrayOfTwo, >= FixText and <= FixText + 31, ..] || message.Length < 2 + (message[1] - FixText))
            return default;
        return new MessageHead(Encoding.UTF8.GetString(message.Slice(2, message[1] - FixText)), null);
    }
}
