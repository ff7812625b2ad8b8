using System.Globalization;
using System.Text;

namespace Actors.Tools.Inspect;

/// <summary>Engine.IO packets (version 4) and the Socket.IO packets (version 5) in them, by their names.</summary>
internal static class SocketIOText
{
    public const char PollingSeparator = '\u001e';
    private static readonly string[] Engine = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
    private static readonly string[] Socket = ["CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK"];

    /// <summary>One packet of text, whole or cut: <c>message EVENT /chat, ack 3 ["say","hi"]</c>.</summary>
    public static void Append(string packet, StringBuilder into)
    {
        if (packet.StartsWith('b'))
        {
            into.Append(CultureInfo.InvariantCulture, $"binary, {(packet.Length - 1) / 4 * 3} bytes in base64");
            return;
        }
        if (packet.Length == 0 || packet[0] - '0' is not (>= 0 and <= 6))
        {
            into.Append("not Engine.IO: ");
            OneLine.AppendEscaped(packet, into, quoted: false);
            return;
        }
        into.Append(Engine[packet[0] - '0']);
        if (packet[0] == '4')
            AppendMessage(packet.AsSpan(1), into);
        else if (packet.Length > 1)
            OneLine.AppendJson(packet[1..], into.Append(' '));
    }

    private static void AppendMessage(ReadOnlySpan<char> packet, StringBuilder into)
    {
        if (packet.Length == 0 || packet[0] - '0' is not (>= 0 and <= 6))
        {
            OneLine.AppendEscaped(packet.ToString(), into.Append(" not Socket.IO: "), quoted: false);
            return;
        }
        var isBinary = packet[0] >= '5';
        into.Append(' ').Append(Socket[packet[0] - '0']);
        packet = packet[1..];
        if (isBinary && packet.IndexOf('-') is > 0 and var dash && TryNumber(packet[..dash], out var attachments))
        {
            into.Append(CultureInfo.InvariantCulture, $" +{attachments} binary");
            packet = packet[(dash + 1)..];
        }
        if (packet.StartsWith('/'))
        {
            var comma = packet.IndexOf(',');
            OneLine.AppendEscaped((comma < 0 ? packet : packet[..comma]).ToString(), into.Append(' '), quoted: false);
            packet = comma < 0 ? [] : packet[(comma + 1)..];
        }
        var digits = packet.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? packet.Length : digits;
        if (digits > 0 && TryNumber(packet[..digits], out var ack))
        {
            into.Append(CultureInfo.InvariantCulture, $", ack {ack}");
            packet = packet[digits..];
        }
        if (packet.Length > 0)
            OneLine.AppendJson(packet.ToString(), into.Append(' '));
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
