using System.Buffers;
using System.Buffers.Text;
using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

/// <summary>
/// The body of a poll or of a POST: packets with U+001E between them, binary ones as the letter b and base64. The
/// separator needs no escaping: JSON has it only as \u001e, and base64 not at all.
/// </summary>
internal static class EngineIOPayload
{
    private const byte Separator = 0x1e;
    private const byte BinaryMark = (byte)'b';

    /// <summary>
    /// Takes the first packet off a payload, decoding a binary one in place. False if it is not a packet. An empty packet is not one, so an empty body, and a
    /// separator at either end, are rejected.
    /// </summary>
    public static bool TryTake(ref Memory<byte> payload, out ReadOnlyMemory<byte> packet, out bool isText, out bool isLast)
    {
        var end = payload.Span.IndexOf(Separator);
        isLast = end < 0;
        var first = isLast ? payload : payload[..end];
        payload = isLast ? default : payload[(end + 1)..];
        packet = first;
        isText = first.IsEmpty || first.Span[0] != BinaryMark;
        if (isText)
            return !first.IsEmpty;

        var encoded = first[1..];
        var decoded = Base64.DecodeFromUtf8InPlace(encoded.Span, out var length) == OperationStatus.Done;
        packet = encoded[..length];
        return decoded;
    }

    public static long Measure(IReadOnlyList<EncodedMessage> packets)
    {
        long length = Math.Max(packets.Count - 1, 0);
        for (var i = 0; i < packets.Count; i++)
            length += packets[i].IsText ? packets[i].PayloadLength : 1 + Base64.GetMaxEncodedToUtf8Length(packets[i].PayloadLength);
        return length;
    }

    public static void Write(IBufferWriter<byte> output, IReadOnlyList<EncodedMessage> packets)
    {
        for (var i = 0; i < packets.Count; i++)
        {
            if (i > 0)
                output.Write([Separator]);
            if (packets[i].IsText)
                output.Write(packets[i].Payload.Span);
            else
                WriteBase64(output, packets[i].Payload.Span);
        }
    }

    private static void WriteBase64(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        output.Write([BinaryMark]);
        // In pieces of whole groups of three, so that no buffer of the whole size is needed
        const int Piece = 3 * 1024;
        while (!data.IsEmpty)
        {
            var piece = data[..Math.Min(Piece, data.Length)];
            Base64.EncodeToUtf8(piece, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(piece.Length)), out _, out var written);
            output.Advance(written);
            data = data[piece.Length..];
        }
    }
}
