using Actors.Gateway.Codecs;
using Actors.Gateway.Transports;
using Actors.PlayerDirectory;
using Actors.World;

namespace Actors.Gateway.Dialects.Mud;

/// <summary>The messages of the dialect, server to client.</summary>
internal sealed class MudMessages(TimeProvider time)
{
    private static readonly EncodedMessage PongMessage = new JsonText().Raw("{\"type\":\"pong\"}"u8).ToMessage();

    public EncodedMessage Pong => PongMessage;

    public EncodedMessage Error(string code, string text) =>
        new JsonText().Raw("{\"type\":\"error\",\"code\":"u8).Text(code).Raw(",\"message\":"u8).Text(text).Raw("}"u8).ToMessage();

    public EncodedMessage Welcome(PlayerRecord you, string? token)
    {
        var text = Update("welcome").Raw("{\"player_id\":\""u8).Number(you.Id.Value).Raw("\",\"player_name\":"u8).Text(you.Name);
        if (token is not null)
            text.Raw(",\"token\":"u8).Text(token);
        var greeting = you.Named
            ? $"Welcome, {you.Name}. Type help for what you can do."
            : $"Welcome. You are {you.Name}; type name followed by a name to choose your own, and help for what you can do.";
        return End(text.Raw(",\"message\":"u8).Text(greeting).Raw("}"u8));
    }

    public EncodedMessage Message(string text) => End(Update("message").Raw("{\"message\":"u8).Text(text).Raw("}"u8));

    public EncodedMessage Description(RoomDescription room)
    {
        var text = Update("room_description").Raw("{\"room_id\":"u8).Text(room.Room.Value)
            .Raw(",\"title\":"u8).Text(room.Title)
            .Raw(",\"description\":"u8).Text(room.Description)
            .Raw(",\"exits\":"u8).Texts(room.Exits)
            .Raw(",\"players\":"u8).Texts(room.Players)
            .Raw(",\"items\":"u8).Texts(room.Items)
            .Raw(",\"creatures\":"u8).Texts(room.Creatures);
        return End(text.Raw("}"u8));
    }

    public EncodedMessage Inventory(InventoryShown shown)
    {
        var counts = shown.Resources;
        var held = shown.Items.Count == 0 ? "nothing" : string.Join(", ", shown.Items.Select(static item => item.Name));
        var text = Update("inventory").Raw("{\"items\":["u8);
        var first = true;
        foreach (var item in shown.Items)
        {
            text.Comma(ref first).Raw("{\"id\":"u8).Text(item.Id.Value).Raw(",\"kind\":"u8).Text(item.Kind)
                .Raw(",\"name\":"u8).Text(item.Name).Raw("}"u8);
        }
        text.Raw("],\"resources\":{\"wood\":"u8).Number(counts.Wood).Raw(",\"stone\":"u8).Number(counts.Stone)
            .Raw(",\"food\":"u8).Number(counts.Food).Raw(",\"gold\":"u8).Number(counts.Gold)
            .Raw("},\"score\":"u8).Number(shown.Score).Raw(",\"health\":"u8).Number(shown.Health).Raw(",\"max_health\":"u8).Number(shown.MaxHealth)
            .Raw(",\"message\":"u8)
            .Text($"You carry {held}; wood {counts.Wood}, stone {counts.Stone}, food {counts.Food}, gold {counts.Gold}.")
            .Raw("}"u8);
        return End(text);
    }

    public EncodedMessage Who(IReadOnlyList<PlayerPresence> players)
    {
        var text = Update("who").Raw("{\"players\":["u8);
        var first = true;
        foreach (var player in players)
        {
            text.Comma(ref first).Raw("{\"player_id\":\""u8).Number(player.Player.Value).Raw("\",\"player_name\":"u8).Text(player.Name)
                .Raw(",\"room_id\":"u8).Text(player.Room.Value).Raw("}"u8);
        }
        var names = string.Join(", ", players.Select(static player => player.Name));
        return End(text.Raw("],\"message\":"u8).Text($"In the world: {names}.").Raw("}"u8));
    }

    /// <param name="line">The whole thing as a sentence, for clients that show lines; null when the parts say it all.</param>
    public EncodedMessage Action(string playerName, string action, string message, string? line)
    {
        var text = new JsonText().Raw("{\"type\":\"broadcast\",\"event\":\"player_action\",\"data\":{\"player_name\":"u8).Text(playerName)
            .Raw(",\"action\":"u8).Text(action).Raw(",\"message\":"u8).Text(message);
        if (line is not null)
            text.Raw(",\"line\":"u8).Text(line);
        return End(text.Raw("}"u8));
    }

    public EncodedMessage State(RoomFrame frame, JsonText text)
    {
        text.Raw("{\"type\":\"state\",\"timestamp\":"u8).Number(NowMilliseconds()).Raw(",\"room_id\":"u8).Text(frame.Room.Value).Raw(",\"players\":["u8);
        var first = true;
        foreach (ref readonly var player in frame.Players.AsSpan())
        {
            text.Comma(ref first).Raw("{\"id\":\""u8).Number(player.Id.Value).Raw("\",\"name\":"u8).Text(player.Name)
                .Raw(",\"x\":"u8).Milli(player.XMilli).Raw(",\"y\":"u8).Milli(player.YMilli)
                .Raw(",\"health\":"u8).Number(player.Health).Raw("}"u8);
        }
        return text.Raw("]}"u8).ToMessage();
    }

    private long NowMilliseconds() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static JsonText Update(string name) => new JsonText().Raw("{\"type\":\"update\",\"event\":"u8).Text(name).Raw(",\"data\":"u8);

    private EncodedMessage End(JsonText text) => text.Raw(",\"timestamp\":"u8).Number(NowMilliseconds()).Raw("}"u8).ToMessage();
}
