using System.Buffers.Text;
using System.Text;
using Actors.Codecs.MessagePack;

namespace Actors.Gateway.Dialects.Packets;

internal enum PacketKind
{
    Unknown,
    Start,
    Move,
    Face,
    Attack,
    Select,
    Buy,
    Ping,
    Chat,
}

/// <summary>The table of codes as bytes: received codes are compared, sent codes are copied.</summary>
internal sealed class PacketsCodes
{
    private readonly (byte[] Code, PacketKind Kind)[] _fromClient;

    public PacketsCodes(PacketsOptions options)
    {
        var (from, to) = (options.FromClient, options.ToClient);
        _fromClient =
        [
            (Utf8(from.Move), PacketKind.Move), (Utf8(from.Face), PacketKind.Face), (Utf8(from.Ping), PacketKind.Ping), (Utf8(from.Attack), PacketKind.Attack),
            (Utf8(from.Select), PacketKind.Select), (Utf8(from.Chat), PacketKind.Chat), (Utf8(from.Start), PacketKind.Start), (Utf8(from.Buy), PacketKind.Buy),
        ];
        (Count, Player, Scenery, Items, Rows) = (Utf8(to.Count), Utf8(to.Player), Utf8(to.Scenery), Utf8(to.Items), Utf8(to.Rows));
        (Gone, Attack, Granted, Chat, Store, Pong) = (Utf8(to.Gone), Utf8(to.Attack), Utf8(to.Granted), Utf8(to.Chat), Utf8(to.Store), Utf8(to.Pong));
    }

    public byte[] Count { get; }

    public byte[] Player { get; }

    public byte[] Scenery { get; }

    public byte[] Items { get; }

    public byte[] Rows { get; }

    public byte[] Gone { get; }

    public byte[] Attack { get; }

    public byte[] Granted { get; }

    public byte[] Chat { get; }

    public byte[] Store { get; }

    public byte[] Pong { get; }

    /// <summary>Reads a code, which is text or a whole number. False: there is neither.</summary>
    public bool TryRead(ref MessagePackReader reader, out PacketKind kind)
    {
        kind = PacketKind.Unknown;
        Span<byte> digits = stackalloc byte[20];
        if (reader.NextKind == MessagePackKind.Integer)
        {
            if (!reader.TryReadInt64(out var number))
                return false;
            Utf8Formatter.TryFormat(number, digits, out var written);
            kind = Find(digits[..written]);
            return true;
        }
        if (!reader.TryReadText(out var utf8))
            return false;
        kind = Find(utf8);
        return true;
    }

    private PacketKind Find(ReadOnlySpan<byte> utf8)
    {
        foreach (var (code, kind) in _fromClient)
        {
            if (utf8.SequenceEqual(code))
                return kind;
        }
        return PacketKind.Unknown;
    }

    private static byte[] Utf8(string code) => Encoding.UTF8.GetBytes(code);
}
