using System.Runtime.InteropServices;
using Actors.Channels;
using Actors.Gateway.Dialects.Components;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

/// <summary>The messages of the native protocol, server to client, except the states: maps with the same names in both encodings.</summary>
internal sealed class NativeMessages(LiveWorld content, TimeProvider time, NativeFormat format)
{
    public NativeFormat Format => format;

    public int TickMilliseconds => content.Current.Rules.TickMilliseconds;

    public long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    public EncodedMessage Welcome(Welcome welcome) => Begin("welcome"u8, 8)
        .Field("version"u8).Number(NativeDialect.Version)
        .Field("player"u8).Map(2).Field("id"u8).Text(welcome.You.Id.ToString()).Field("name"u8).Text(welcome.You.Name).EndMap()
        .Field("token"u8).Text(welcome.Token)
        .Field("resumed"u8).Text(welcome.Resumed.ToString().ToLowerInvariant())
        .Field("lastCommand"u8).Number(welcome.You.LastCommand)
        .Field("tickMilliseconds"u8).Number(TickMilliseconds)
        .Field("serverTime"u8).Number(Now()).EndMap().ToMessage();

    /// <param name="resume">The token with which the client resumes when it is cut off.</param>
    public EncodedMessage Room(RoomId id, RoomDefinition room, string resume)
    {
        // The content may have been replaced a moment ago, so the room may not be of this content.
        var world = content.Current;
        var to = Begin("room"u8, 3).Field("resume"u8).Text(resume).Field("room"u8).Map(14).Field("id"u8).Text(id.Value)
            .Field("title"u8).Text(room.Title).Field("description"u8).Text(room.Description)
            .Field("zone"u8).Text(room.Zone.Value).Field("zoneTitle"u8).Text(world.Zones.GetValueOrDefault(room.Zone.Value)?.Title)
            .Field("width"u8).Double(room.Width).Field("height"u8).Double(room.Height)
            .Field("speed"u8).Double(room.Speed).Field("safe"u8).Bool(room.Safe).Field("theme"u8).Text(room.Theme)
            .Field("playerRadius"u8).Double(world.Rules.PlayerRadius).Field("exits"u8).List(room.Exits.Count);
        foreach (var exit in room.Exits)
        {
            At(to.Map(6).Field("direction"u8).Text(exit.Direction).Field("to"u8).Text(exit.To).Field("title"u8).Text(world.Rooms.GetValueOrDefault(exit.To)?.Title ?? exit.To), exit.At)
                .Field("width"u8).Double(exit.Width).EndMap();
        }
        to.EndList().Field("scenery"u8).List(room.Scenery.Count);
        foreach (var thing in room.Scenery)
        {
            At(to.Map(thing.Radius > 0 ? 4 : 5).Field("kind"u8).Text(thing.Kind), thing.At);
            if (thing.Radius > 0)
                to.Field("radius"u8).Double(thing.Radius).EndMap();
            else
                to.Field("width"u8).Double(thing.Width).Field("height"u8).Double(thing.Height).EndMap();
        }
        to.EndList().Field("nodes"u8).List(room.Nodes.Count);
        foreach (var node in room.Nodes)
        {
            At(to.Map(5).Field("resource"u8).Text(node.Resource.Word()), node.At)
                .Field("radius"u8).Double(node.Radius).Field("onTouch"u8).Bool(node.OnTouch).EndMap();
        }
        return to.EndList().EndMap().EndMap().ToMessage();
    }

    /// <summary>What happened in a room. A module's own event, whose kind has a dot in it, also has its fields.</summary>
    public EncodedMessage Event(long number, RoomEvent happened, string? line)
    {
        var (kind, player, name, _, speech, _) = happened.Header;
        var hasFields = kind.Contains('.', StringComparison.Ordinal);
        var to = Begin("event"u8, 6 + (speech is null ? 0 : 1) + (hasFields ? 1 : 0)).Field("event"u8).Text(kind).Field("number"u8).Number(number)
            .Field("line"u8).Text(line).Field("player"u8).Text(player?.ToString()).Field("name"u8).Text(name);
        if (speech is not null)
            to.Field("text"u8).Text(speech);
        if (hasFields)
            to.Field("data"u8).Json(EventData.Of(happened));
        return to.EndMap().ToMessage();
    }

    /// <param name="number">Null: it did not happen in a room.</param>
    public EncodedMessage Event(long? number, string kind, string? line, PlayerId? player, string name, string? said)
    {
        var to = Begin("event"u8, 5 + (number is null ? 0 : 1) + (said is null ? 0 : 1)).Field("event"u8).Text(kind);
        if (number is { } its)
            to.Field("number"u8).Number(its);
        to.Field("line"u8).Text(line).Field("player"u8).Text(player?.ToString()).Field("name"u8).Text(name);
        if (said is not null)
            to.Field("text"u8).Text(said);
        return to.EndMap().ToMessage();
    }

    /// <summary>Components that only their owner is shown.</summary>
    public EncodedMessage Own(List<ComponentChange> changes) =>
        Begin("own"u8, 2).Field("components"u8).Named(CollectionsMarshal.AsSpan(changes)).EndMap().ToMessage();

    /// <summary>A notice of something that happened to the player without its doing. It is not an event of a room, and has no number.</summary>
    public EncodedMessage Notice(PlayerRecord you, PlayerNotice notice) => Begin("event"u8, 6).Field("event"u8).Text("remarked").Field("code"u8).Text(notice.Code)
        .Field("line"u8).Text(notice.Text).Field("player"u8).Text(you.Id.ToString()).Field("name"u8).Text(you.Name).EndMap().ToMessage();

    public EncodedMessage Result(long id, Reply reply) => reply switch
    {
        Rejected why => Begin("result"u8, 5).Field("id"u8).Number(id).Field("ok"u8).Bool(false)
            .Field("code"u8).Text(why.Code).Field("text"u8).Text(why.Text).EndMap().ToMessage(),
        Described { Room: var room } => Succeeded(id, null, more: 1).Field("room"u8).Map(7)
            .Field("id"u8).Text(room.Room.Value).Field("title"u8).Text(room.Title).Field("description"u8).Text(room.Description)
            .Field("exits"u8).Texts(room.Exits).Field("players"u8).Texts(room.Players).Field("items"u8).Texts(room.Items)
            .Field("creatures"u8).Texts(room.Creatures).EndMap().EndMap().ToMessage(),
        InventoryShown shown => Inventory(Succeeded(id, null, more: 1).Field("inventory"u8), shown).EndMap().ToMessage(),
        _ => Succeeded(id, (reply as Done)?.Text, more: 0).EndMap().ToMessage(),
    };

    public EncodedMessage Who(long id, IReadOnlyList<PlayerPresence> players)
    {
        var to = Succeeded(id, null, more: 1).Field("who"u8).List(players.Count);
        foreach (var player in players)
        {
            to.Map(3).Field("id"u8).Text(player.Player.ToString()).Field("name"u8).Text(player.Name)
                .Field("room"u8).Text(player.Room.Value).EndMap();
        }
        return to.EndList().EndMap().ToMessage();
    }

    public EncodedMessage Rooms(long id, IReadOnlyList<ListedRoom> rooms)
    {
        var to = Succeeded(id, null, more: 1).Field("rooms"u8).List(rooms.Count);
        foreach (var room in rooms)
        {
            to.Map(6).Field("id"u8).Text(room.Id.Value).Field("set"u8).Text(room.Set).Field("title"u8).Text(room.Title)
                .Field("players"u8).Number(room.Players).Field("capacity"u8).Number(room.Capacity).Field("shown"u8).Json(room.Shown.Json).EndMap();
        }
        return to.EndList().EndMap().ToMessage();
    }

    public EncodedMessage Pong(double sentAt) =>
        Begin("pong"u8, 3).Field("sentAt"u8).Double(sentAt).Field("serverTime"u8).Number(Now()).EndMap().ToMessage();

    public EncodedMessage Error(string code, string text) =>
        Begin("error"u8, 3).Field("code"u8).Text(code).Field("text"u8).Text(text).EndMap().ToMessage();

    public EncodedMessage Goodbye(string code, string reason) =>
        Begin("goodbye"u8, 3).Field("code"u8).Text(code).Field("reason"u8).Text(reason).EndMap().ToMessage();

    private NativeWriter Begin(ReadOnlySpan<byte> type, int fields) => format.Write().Map(fields).Field("type"u8).Ascii(type);

    private NativeWriter Succeeded(long id, string? text, int more) =>
        Begin("result"u8, 4 + more).Field("id"u8).Number(id).Field("ok"u8).Bool(true).Field("text"u8).Text(text);

    private static NativeWriter Inventory(NativeWriter to, InventoryShown shown)
    {
        to.Map(8).Field("items"u8).List(shown.Items.Count);
        foreach (var item in shown.Items)
            to.Map(3).Field("id"u8).Text(item.Id.Value).Field("kind"u8).Text(item.Kind).Field("name"u8).Text(item.Name).EndMap();
        return to.EndList().Field("wood"u8).Number(shown.Resources.Wood).Field("stone"u8).Number(shown.Resources.Stone)
            .Field("food"u8).Number(shown.Resources.Food).Field("gold"u8).Number(shown.Resources.Gold)
            .Field("score"u8).Number(shown.Score).Field("health"u8).Number(shown.Health).Field("maxHealth"u8).Number(shown.MaxHealth).EndMap();
    }

    private static NativeWriter At(NativeWriter to, Vector at) => to.Field("x"u8).Double(at.X).Field("y"u8).Double(at.Y);
}
