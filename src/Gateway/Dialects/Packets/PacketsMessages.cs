using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.World;
using MessagePackCode = MessagePack.MessagePackCode;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>The messages of the dialect, server to client. Not thread-safe: each owner has its own.</summary>
internal sealed class PacketsMessages(PacketsCodes codes, PacketsItems items)
{
    private const int RowLength = 13;
    private const int SceneryRowLength = 8;

    private readonly PacketsWriter _writer = new();

    public EncodedMessage Count(int players)
    {
        _writer.Begin(codes.Count, 1).WriteInt64(players);
        return _writer.End();
    }

    /// <param name="radius">The radius of a player, in world units.</param>
    public EncodedMessage Player(in PlayerView player, Projection projection, double radius, bool isSelf)
    {
        var to = _writer.Begin(codes.Player, 2);
        to.WriteArrayHeader(10);
        to.WriteInt64(player.Id.Value);
        to.WriteInt64(player.Id.Value);
        to.WriteString(player.Name);
        WritePlace(to, player, projection);
        to.WriteInt64(player.Health);
        to.WriteInt64(player.MaxHealth);
        WriteSingle(to, projection.LengthToDialect(radius));
        to.WriteInt64(0);
        to.WriteBoolean(isSelf);
        return _writer.End();
    }

    public EncodedMessage Rows(ReadOnlySpan<PlayerView> players, Projection projection)
    {
        var to = _writer.Begin(codes.Rows, 1);
        to.WriteArrayHeader(players.Length * RowLength);
        foreach (ref readonly var player in players)
        {
            to.WriteInt64(player.Id.Value);
            WritePlace(to, player, projection);
            to.WriteInt64(items.NumberOf(player.Holding));
            // Two zeros, no clan, no leader, no skin, no accessory, no skull, and the 1 that ends the row.
            to.WriteRaw([0, 0, MessagePackCode.Nil, 0, 0, 0, 0, 1]);
        }
        return _writer.End();
    }

    public EncodedMessage Scenery(IReadOnlyCollection<PacketsScene.Thing> things)
    {
        var to = _writer.Begin(codes.Scenery, 1);
        to.WriteArrayHeader(things.Count * SceneryRowLength);
        foreach (var thing in things)
        {
            to.WriteInt64(thing.Id);
            WriteSingle(to, thing.X);
            WriteSingle(to, thing.Y);
            to.WriteInt64(0);
            WriteSingle(to, thing.Scale);
            to.WriteInt64(thing.Type);
            to.WriteNil();
            to.WriteInt64(-1);
        }
        return _writer.End();
    }

    /// <summary>Number and name of each kind that is held, flattened, in the order of the numbers.</summary>
    public EncodedMessage ItemBar(IEnumerable<HeldItem> held)
    {
        var kinds = held.DistinctBy(static item => item.Kind).OrderBy(static item => item.Kind, StringComparer.Ordinal).ToArray();
        var to = _writer.Begin(codes.Items, 1);
        to.WriteArrayHeader(kinds.Length * 2);
        foreach (var item in kinds)
        {
            to.WriteInt64(items.NumberOf(item.Kind));
            to.WriteString(item.Name);
        }
        return _writer.End();
    }

    public EncodedMessage Gone(long id)
    {
        _writer.Begin(codes.Gone, 1).WriteInt64(id);
        return _writer.End();
    }

    public EncodedMessage Attack(PlayerId player, bool hit)
    {
        var to = _writer.Begin(codes.Attack, 3);
        to.WriteInt64(player.Value);
        to.WriteInt64(hit ? 1 : 0);
        to.WriteInt64(0);
        return _writer.End();
    }

    public EncodedMessage Granted(Gathered gathered)
    {
        var to = _writer.Begin(codes.Granted, 3);
        to.WriteString(gathered.Resource.Word());
        to.WriteInt64(gathered.Amount);
        to.WriteInt64(gathered.Player.Value);
        return _writer.End();
    }

    public EncodedMessage Chat(PlayerId from, string text)
    {
        var to = _writer.Begin(codes.Chat, 2);
        to.WriteInt64(from.Value);
        to.WriteString(text);
        return _writer.End();
    }

    /// <summary>What a player wears from a shelf of the shop (0: hats, 1: what is worn on the back): nothing, which is item 0.</summary>
    public EncodedMessage WearsNothing(int shelf)
    {
        var to = _writer.Begin(codes.Store, 3);
        to.WriteInt64(1);
        to.WriteInt64(0);
        to.WriteInt64(shelf);
        return _writer.End();
    }

    public EncodedMessage Pong()
    {
        _writer.Begin(codes.Pong, 0);
        return _writer.End();
    }

    private static void WritePlace(MessagePackBufferWriter to, in PlayerView player, Projection projection)
    {
        var (x, y) = projection.ToDialect(player.XMilli, player.YMilli);
        WriteSingle(to, x);
        WriteSingle(to, y);
        WriteSingle(to, projection.AngleToDialect(player.FacingMilli / 1000.0));
    }

    /// <summary>Five bytes instead of nine: nobody sees a ten-thousandth of a unit.</summary>
    private static void WriteSingle(MessagePackBufferWriter to, double value) => to.WriteDouble((float)value);
}
