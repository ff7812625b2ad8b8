using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Actors.Tools.Inspect;

/// <summary>The content of a message, on one line.</summary>
internal static class PayloadText
{
    public static string Hex(ReadOnlySpan<byte> bytes, int width) => $"h'{Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, width / 2)])}'";

    /// <summary>JSON or any other text.</summary>
    public static string Text(Prefix message, int width)
    {
        var text = new StringBuilder();
        OneLine.AppendJson(Start(message, width), text);
        return text.ToString();
    }

    public static string MessagePack(Prefix message, int width)
    {
        var text = new StringBuilder();
        DatagramText.AppendAny(message.Bytes, text, width);
        return text.ToString();
    }

    public static string SocketIO(Prefix message, int width)
    {
        var text = new StringBuilder();
        SocketIOText.Append(Start(message, width), text);
        return text.ToString();
    }

    /// <summary>The body of a long poll: several packets, one after another.</summary>
    public static string Polling(Prefix body, int width)
    {
        var text = new StringBuilder();
        foreach (var packet in Start(body, width).Split(SocketIOText.PollingSeparator))
        {
            if (text.Length > 0)
                text.Append(" | ");
            SocketIOText.Append(packet, text);
        }
        return text.ToString();
    }

    public static string Close(Prefix payload)
    {
        if (payload.Bytes.Length < 2)
            return payload.Bytes.Length == 0 ? "without a code" : "not a close code";
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt16BigEndian(payload.Bytes)} ");
        OneLine.AppendEscaped(Encoding.UTF8.GetString(payload.Bytes[2..]), text, quoted: false);
        return text.ToString();
    }

    /// <summary>As much as a line can show, allowing for white space and escapes.</summary>
    private static string Start(Prefix message, int width) =>
        Encoding.UTF8.GetString(message.Bytes[..Math.Min(message.Bytes.Length, 4 * width)]);
}
