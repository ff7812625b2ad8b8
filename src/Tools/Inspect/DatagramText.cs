using System.Globalization;
using System.Text;

namespace Actors.Tools.Inspect;

/// <summary>The datagram dialect: <c>[packetId, sequence, needsAck, payload]</c> in MessagePack; the payload is often MessagePack in bytes.</summary>
internal static class DatagramText
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [0] = "JOIN",
        [1] = "WELCOME",
        [2] = "ACK",
        [3] = "HEARTBEAT",
        [10] = "PLAYER_INFO",
        [11] = "PLAYER_UPDATES",
        [12] = "PLAYER_LEFT",
        [20] = "PLAYER_INPUT",
        [21] = "PLAYER_FIRE",
        [30] = "WORLD_INFO",
        [35] = "BULLETS",
    };

    /// <summary>The packet's name, or <c>datagram</c> if it is not a packet.</summary>
    public static string Append(ReadOnlySpan<byte> datagram, StringBuilder into, int maxLength)
    {
        if (datagram.Length < 5 || datagram[0] != 0x94)
            return AppendAny(datagram, into, maxLength);
        var at = 1;
        if (!TryNumber(datagram, ref at, out var id) || !TryNumber(datagram, ref at, out var sequence) || !TryNumber(datagram, ref at, out var needsAck))
            return AppendAny(datagram, into, maxLength);
        into.Append(CultureInfo.InvariantCulture, $"seq {sequence}{(needsAck != 0 ? ", ack wanted" : "")} ");
        var payload = datagram[at..];
        if (TryInner(payload, out var inner) && Measure(inner) == inner.Length)
            MessagePackText.Append(inner, into, maxLength);
        else
            AppendAny(payload, into, maxLength);
        return Names.GetValueOrDefault(id, $"packet {id}");
    }

    public static string AppendAny(ReadOnlySpan<byte> bytes, StringBuilder into, int maxLength)
    {
        var read = MessagePackText.Append(bytes, into, maxLength);
        if (read >= 0 && read < bytes.Length)
            into.Append(CultureInfo.InvariantCulture, $" and {bytes.Length - read} bytes more: h'{Convert.ToHexStringLower(bytes[read..Math.Min(bytes.Length, read + 64)])}'");
        return "datagram";
    }

    /// <summary>Old clients write bytes as text.</summary>
    private static bool TryInner(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> inner)
    {
        inner = payload;
        if (payload.Length < 2)
            return false;
        var (head, length) = payload[0] switch
        {
            >= 0xa0 and < 0xc0 => (1, payload[0] & 0x1f),
            0xc4 or 0xd9 => (2, payload[1]),
            0xc5 or 0xda when payload.Length > 3 => (3, (payload[1] << 8) | payload[2]),
            _ => (0, 0),
        };
        if (head == 0 || length == 0 || payload.Length != head + length)
            return false;
        inner = payload[head..];
        return true;
    }

    private static int Measure(ReadOnlySpan<byte> bytes) => MessagePackText.Append(bytes, new StringBuilder(), int.MaxValue / 2);

    private static bool TryNumber(ReadOnlySpan<byte> from, ref int at, out int number)
    {
        var text = new StringBuilder();
        var read = MessagePackText.Append(from[at..], text, 64);
        at += Math.Max(read, 0);
        return int.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && read > 0;
    }
}
