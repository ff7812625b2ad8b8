using Actors.Gateway.Codecs;
using Actors.Gateway.Transports;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

/// <summary>The messages of <c>actors.v1.json</c>, server to client.</summary>
internal sealed class NativeMessages(WorldDefinition world, TimeProvider time)
{
    public EncodedMessage Welcome(Welcome welcome) => new JsonText()
        .Raw("{\"type\":\"welcome\",\"version\":1,\"player\":{\"id\":\""u8).Number(welcome.You.Id.Value).Raw("\",\"name\":"u8).Text(welcome.You.Name)
        .Raw("},\"token\":"u8).Text(welcome.Token)
        .Raw(",\"resumed\":"u8).Text(welcome.Resumed.ToString().ToLowerInvariant())
        .Raw(",\"lastCommand\":"u8).Number(welcome.You.LastCommand)
        .Raw(",\"tickMilliseconds\":"u8).Number(world.Rules.TickMilliseconds)
        .Raw(",\"serverTime\":"u8).Number(Now()).Raw("}"u8).ToMessage();

    /// <param name="resume">With which the client goes on when it is cut off.</param>
    public EncodedMessage Room(RoomId id, RoomDefinition room, string resume)
    {
        var text = new JsonText().Raw("{\"type\":\"room\",\"resume\":"u8).Text(resume).Raw(",\"room\":{\"id\":"u8).Text(id.Value)
            .Raw(",\"title\":"u8).Text(room.Title).Raw(",\"description\":"u8).Text(room.Description)
            .Raw(",\"zone\":"u8).Text(room.Zone.Value).Raw(",\"zoneTitle\":"u8).Text(world.Zones[room.Zone.Value].Title)
            .Raw(",\"width\":"u8).Double(room.Width).Raw(",\"height\":"u8).Double(room.Height)
            .Raw(",\"speed\":"u8).Double(room.Speed).Raw(",\"safe\":"u8).Bool(room.Safe)
            .Raw(",\"playerRadius\":"u8).Double(world.Rules.PlayerRadius).Raw(",\"exits\":["u8);
        var first = true;
        foreach (var exit in room.Exits)
        {
            text.Comma(ref first).Raw("{\"direction\":"u8).Text(exit.Direction).Raw(",\"to\":"u8).Text(exit.To)
                .Raw(",\"title\":"u8).Text(world.Rooms[exit.To].Title);
            At(text, exit.At).Raw(",\"width\":"u8).Double(exit.Width).Raw("}"u8);
        }
        text.Raw("],\"scenery\":["u8);
        first = true;
        foreach (var thing in room.Scenery)
        {
            At(text.Comma(ref first).Raw("{\"kind\":"u8).Text(thing.Kind), thing.At);
            if (thing.Radius > 0)
                text.Raw(",\"radius\":"u8).Double(thing.Radius).Raw("}"u8);
            else
                text.Raw(",\"width\":"u8).Double(thing.Width).Raw(",\"height\":"u8).Double(thing.Height).Raw("}"u8);
        }
        text.Raw("],\"nodes\":["u8);
        first = true;
        foreach (var node in room.Nodes)
        {
            At(text.Comma(ref first).Raw("{\"resource\":"u8).Text(node.Resource.ToString().ToLowerInvariant()), node.At)
                .Raw(",\"radius\":"u8).Double(node.Radius).Raw(",\"onTouch\":"u8).Bool(node.OnTouch).Raw("}"u8);
        }
        return text.Raw("]}}"u8).ToMessage();
    }

    public EncodedMessage Keyframe(RoomFrame frame, JsonText text)
    {
        text.Raw("{\"type\":\"keyframe\",\"room\":"u8).Text(frame.Room.Value).Raw(",\"sequence\":"u8).Number(frame.Sequence)
            .Raw(",\"tick\":"u8).Number(frame.Tick).Raw(",\"nextEvent\":"u8).Number(frame.NextEvent).Raw(",\"serverTime\":"u8).Number(Now()).Raw(",\"players\":["u8);
        var first = true;
        foreach (ref readonly var player in frame.Players.AsSpan())
        {
            text.Comma(ref first).Raw("{\"id\":\""u8).Number(player.Id.Value).Raw("\",\"name\":"u8).Text(player.Name)
                .Raw(",\"x\":"u8).Milli(player.XMilli).Raw(",\"y\":"u8).Milli(player.YMilli)
                .Raw(",\"vx\":"u8).Milli(player.VelocityXMilli).Raw(",\"vy\":"u8).Milli(player.VelocityYMilli)
                .Raw(",\"facing\":"u8).Milli(player.FacingMilli)
                .Raw(",\"health\":"u8).Number(player.Health).Raw(",\"maxHealth\":"u8).Number(player.MaxHealth)
                .Raw(",\"score\":"u8).Number(player.Score)
                .Raw(",\"wood\":"u8).Number(player.Resources.Wood).Raw(",\"stone\":"u8).Number(player.Resources.Stone)
                .Raw(",\"food\":"u8).Number(player.Resources.Food).Raw(",\"gold\":"u8).Number(player.Resources.Gold)
                .Raw(",\"lastInput\":"u8).Number(player.LastProcessedInput).Raw("}"u8);
        }
        text.Raw("],\"creatures\":["u8);
        first = true;
        foreach (ref readonly var creature in frame.Creatures.AsSpan())
        {
            text.Comma(ref first).Raw("{\"id\":"u8).Number(creature.Id.Value).Raw(",\"kind\":"u8).Text(creature.Kind).Raw(",\"name\":"u8).Text(creature.Name)
                .Raw(",\"x\":"u8).Milli(creature.XMilli).Raw(",\"y\":"u8).Milli(creature.YMilli).Raw(",\"facing\":"u8).Milli(creature.FacingMilli)
                .Raw(",\"health\":"u8).Number(creature.Health).Raw(",\"maxHealth\":"u8).Number(creature.MaxHealth).Raw("}"u8);
        }
        text.Raw("],\"items\":["u8);
        first = true;
        foreach (ref readonly var item in frame.Items.AsSpan())
        {
            text.Comma(ref first).Raw("{\"id\":"u8).Text(item.Id.Value).Raw(",\"kind\":"u8).Text(item.Kind).Raw(",\"name\":"u8).Text(item.Name)
                .Raw(",\"x\":"u8).Milli(item.XMilli).Raw(",\"y\":"u8).Milli(item.YMilli).Raw("}"u8);
        }
        text.Raw("],\"nodes\":["u8);
        first = true;
        foreach (var left in frame.Nodes)
            text.Comma(ref first).Number(left);
        text.Raw("],\"projectiles\":["u8);
        first = true;
        foreach (ref readonly var shot in frame.Projectiles.AsSpan())
        {
            text.Comma(ref first).Raw("{\"id\":"u8).Number(shot.Id).Raw(",\"owner\":\""u8).Number(shot.Owner.Value)
                .Raw("\",\"x\":"u8).Milli(shot.XMilli).Raw(",\"y\":"u8).Milli(shot.YMilli).Raw(",\"angle\":"u8).Milli(shot.AngleMilli).Raw("}"u8);
        }
        return text.Raw("]}"u8).ToMessage();
    }

    /// <param name="number">Null: it did not happen in a room.</param>
    public EncodedMessage Event(long? number, string kind, string? line, PlayerId? player, string name, string? said)
    {
        var text = new JsonText().Raw("{\"type\":\"event\",\"event\":"u8).Text(kind);
        if (number is { } its)
            text.Raw(",\"number\":"u8).Number(its);
        text.Raw(",\"line\":"u8).Text(line).Raw(",\"player\":"u8);
        if (player is { } who)
            text.Raw("\""u8).Number(who.Value).Raw("\""u8);
        else
            text.Raw("null"u8);
        text.Raw(",\"name\":"u8).Text(name);
        if (said is not null)
            text.Raw(",\"text\":"u8).Text(said);
        return text.Raw("}"u8).ToMessage();
    }

    public EncodedMessage Result(long id, Reply reply)
    {
        var text = new JsonText().Raw("{\"type\":\"result\",\"id\":"u8).Number(id);
        switch (reply)
        {
            case Rejected why:
                text.Raw(",\"ok\":false,\"code\":"u8).Text(why.Code).Raw(",\"text\":"u8).Text(why.Text);
                break;
            case Described { Room: var room }:
                text.Raw(",\"ok\":true,\"text\":null,\"room\":{\"id\":"u8).Text(room.Room.Value).Raw(",\"title\":"u8).Text(room.Title)
                    .Raw(",\"description\":"u8).Text(room.Description).Raw(",\"exits\":"u8).Texts(room.Exits).Raw(",\"players\":"u8).Texts(room.Players)
                    .Raw(",\"items\":"u8).Texts(room.Items).Raw(",\"creatures\":"u8).Texts(room.Creatures).Raw("}"u8);
                break;
            case InventoryShown shown:
                Inventory(text.Raw(",\"ok\":true,\"text\":null,\"inventory\":"u8), shown);
                break;
            default:
                text.Raw(",\"ok\":true,\"text\":"u8).Text((reply as Done)?.Text);
                break;
        }
        return text.Raw("}"u8).ToMessage();
    }

    public EncodedMessage Who(long id, IReadOnlyList<PlayerPresence> players)
    {
        var text = new JsonText().Raw("{\"type\":\"result\",\"id\":"u8).Number(id).Raw(",\"ok\":true,\"text\":null,\"who\":["u8);
        var first = true;
        foreach (var player in players)
        {
            text.Comma(ref first).Raw("{\"id\":\""u8).Number(player.Player.Value).Raw("\",\"name\":"u8).Text(player.Name)
                .Raw(",\"room\":"u8).Text(player.Room.Value).Raw("}"u8);
        }
        return text.Raw("]}"u8).ToMessage();
    }

    public EncodedMessage Pong(double sentAt) =>
        new JsonText().Raw("{\"type\":\"pong\",\"sentAt\":"u8).Double(sentAt).Raw(",\"serverTime\":"u8).Number(Now()).Raw("}"u8).ToMessage();

    public EncodedMessage Error(string code, string text) =>
        new JsonText().Raw("{\"type\":\"error\",\"code\":"u8).Text(code).Raw(",\"text\":"u8).Text(text).Raw("}"u8).ToMessage();

    public EncodedMessage Goodbye(string code, string reason) =>
        new JsonText().Raw("{\"type\":\"goodbye\",\"code\":"u8).Text(code).Raw(",\"reason\":"u8).Text(reason).Raw("}"u8).ToMessage();

    private static void Inventory(JsonText text, InventoryShown shown)
    {
        text.Raw("{\"items\":["u8);
        var first = true;
        foreach (var item in shown.Items)
        {
            text.Comma(ref first).Raw("{\"id\":"u8).Text(item.Id.Value).Raw(",\"kind\":"u8).Text(item.Kind).Raw(",\"name\":"u8).Text(item.Name).Raw("}"u8);
        }
        text.Raw("],\"wood\":"u8).Number(shown.Resources.Wood).Raw(",\"stone\":"u8).Number(shown.Resources.Stone)
            .Raw(",\"food\":"u8).Number(shown.Resources.Food).Raw(",\"gold\":"u8).Number(shown.Resources.Gold)
            .Raw(",\"score\":"u8).Number(shown.Score).Raw(",\"health\":"u8).Number(shown.Health).Raw(",\"maxHealth\":"u8).Number(shown.MaxHealth).Raw("}"u8);
    }

    private static JsonText At(JsonText text, Vector at) => text.Raw(",\"x\":"u8).Double(at.X).Raw(",\"y\":"u8).Double(at.Y);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
