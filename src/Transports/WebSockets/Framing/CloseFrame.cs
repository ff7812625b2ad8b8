using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Actors.Channels;

namespace Actors.WebSockets.Framing;

/// <summary>The body of a close frame (RFC 6455, 5.5.1 and 7.4): nothing, or a code and a reason in UTF-8.</summary>
internal static class CloseFrame
{
    private const int LongestReason = 123;

    /// <summary>A whole, unmasked close frame. For a code that must not be sent the frame is empty; a long reason is cut between characters.</summary>
    public static byte[] Build(CloseCode code, string reason)
    {
        if (!MayBeSent((ushort)code))
            return [0x88, 0];

        var text = Encoding.UTF8.GetBytes(reason);
        var length = text.Length;
        if (length > LongestReason)
        {
            length = LongestReason;
            while ((text[length] & 0xC0) == 0x80)
                length--;
        }
        var frame = new byte[4 + length];
        frame[0] = 0x88;
        frame[1] = (byte)(2 + length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)code);
        text.AsSpan(0, length).CopyTo(frame.AsSpan(4));
        return frame;
    }

    /// <summary>Reads a client's close frame; the result is what is wrong with it, or null.</summary>
    public static ReadFailure? Read(ReadOnlySpan<byte> payload, out CloseCode code, out string reason)
    {
        code = CloseCode.NoStatus;
        reason = "";
        if (payload.IsEmpty)
            return null;
        if (payload.Length == 1)
            return new ReadFailure(CloseCode.ProtocolError, "a close frame's body is empty or begins with a 2-byte code");

        var sent = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!MayBeSent(sent))
            return new ReadFailure(CloseCode.ProtocolError, "a close code that must not be sent");
        if (!Utf8.IsValid(payload[2..]))
            return new ReadFailure(CloseCode.InvalidPayload, "a close reason that is not UTF-8");

        code = (CloseCode)sent;
        reason = Encoding.UTF8.GetString(payload[2..]);
        return null;
    }

    /// <summary>1004, 1005, 1006 and 1015 are never sent; 1016 to 2999 are not assigned; 3000 to 4999 are free for anyone.</summary>
    public static bool MayBeSent(ushort code) => code is >= 1000 and <= 1003 or >= 1007 and <= 1014 or >= 3000 and <= 4999;
}
