using System.Buffers.Text;
using System.Text;

namespace Actors.SocketIO;

/// <summary>The part of a packet before its JSON: <c>type [attachments -] [/namespace ,] [ack id]</c>.</summary>
/// <param name="Namespace">Without the query that some clients append to it.</param>
/// <param name="AckId">At most 2^53 - 1, the largest that a client in JavaScript counts exactly.</param>
/// <param name="JsonStart">Where the payload begins; the length of the packet if it has none.</param>
internal readonly record struct SocketIOHeader(SocketIOPacketType Type, int Attachments, string Namespace, long? AckId, int JsonStart)
{
    /// <summary>The most bytes of a namespace's name. A packet with a longer one is invalid: the name would be echoed in the refusal.</summary>
    public const int MaxNamespaceBytes = 256;

    public const string MainNamespace = "/";

    private const long MaxAckId = (1L << 53) - 1;

    public bool IsBinary => Type is SocketIOPacketType.BinaryEvent or SocketIOPacketType.BinaryAck;

    public static bool TryParse(ReadOnlySpan<byte> packet, int maxAttachments, out SocketIOHeader header)
    {
        header = default;
        if (packet.IsEmpty || packet[0] is < (byte)SocketIOPacketType.Connect or > (byte)SocketIOPacketType.BinaryAck)
            return false;
        var type = (SocketIOPacketType)packet[0];
        var position = 1;

        var attachments = 0;
        if (type is SocketIOPacketType.BinaryEvent or SocketIOPacketType.BinaryAck)
        {
            if (!TryTakeNumber(packet, ref position, maxAttachments, out var count)
                || count is null or 0 || position == packet.Length || packet[position] != (byte)'-')
                return false;
            attachments = (int)count.Value;
            position++;
        }

        var ns = MainNamespace;
        if (position < packet.Length && packet[position] == (byte)'/')
        {
            var rest = packet[position..];
            var comma = rest.IndexOf((byte)',');
            var name = comma < 0 ? rest : rest[..comma];
            position += comma < 0 ? rest.Length : comma + 1;
            var query = name.IndexOf((byte)'?');
            if (query >= 0)
                name = name[..query];
            if (name.Length > MaxNamespaceBytes)
                return false;
            if (name.Length > 1)
                ns = Encoding.UTF8.GetString(name);
        }

        if (!TryTakeNumber(packet, ref position, MaxAckId, out var ackId))
            return false;
        header = new(type, attachments, ns, ackId, position);
        return true;
    }

    /// <summary>Reads digits, if there are any. False: there are too many.</summary>
    private static bool TryTakeNumber(ReadOnlySpan<byte> packet, ref int position, long max, out long? number)
    {
        number = null;
        var digits = packet[position..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0)
            digits = packet.Length - position;
        if (digits == 0)
            return true;
        if (!Utf8Parser.TryParse(packet.Slice(position, digits), out long value, out _) || value > max)
            return false;
        position += digits;
        number = value;
        return true;
    }
}
