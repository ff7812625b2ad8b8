using System.Text;
using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.Gateway.Dialects.Components;
using Actors.PlayerDirectory;
using Actors.World;

namespace Actors.Gateway.Dialects.Mud;

/// <summary>The messages of the dialect, server to client. Each has a <c>message</c>, which is all of it as text, beside its parts.</summary>
internal sealed class MudMessages(TimeProvider time, MudShape shape)
{
    private static readonly EncodedMessage PongMessage = new JsonText().Raw("{\"type\":\"pong\"}"u8).ToMessage();

    public EncodedMessage Pong => PongMessage;

    public EncodedMessage Error(string code, string text) =>
        new JsonText().Raw("{\"type\":\"error\",\"code\":"u8).Text(code).Raw(",\"message\":"u8).Text(text).Raw("}"u8).ToMessage();

    public EncodedMessage Welcome(PlayerRecord you, string? token)
    {
        var text = Told("system", "welcome").Raw("{\"player_id\":\""u8).Number(you.Id.Value).Raw("\",\"player_name\":"u8).Text(you.Name);
        if (token is not null)
            text.Raw(",\"token\":"u8).Text(token);
        var greeting = you.Named
            ? $"Welcome, {you.Name}. Type help for what you can do."
            : $"Welcome. You are {you.Name}; type name followed by a name to choose your own, and help for what you can do.";
        return End(text.Raw(",\"message\":"u8).Text(greeting).Raw("}"u8), greeting);
    }

    public EncodedMessage Message(string text) => End(Result("message").Raw("{\"message\":"u8).Text(text).Raw("}"u8), text);

    public EncodedMessage Description(RoomDescription room)
    {
        var text = Told("room_description", "room_description").Raw("{\"room_id\":"u8).Text(room.Room.Value)
            .Raw(",\"title\":"u8).Text(room.Title)
            .Raw(",\"description\":"u8).Text(room.Description)
            .Raw(",\"exits\":"u8).Texts(room.Exits)
            .Raw(",\"players\":"u8).Texts(room.Players)
            .Raw(",\"items\":"u8).Texts(room.Items)
            .Raw(",\"creatures\":"u8).Texts(room.Creatures);
        return End(text.Raw("}"u8), Read(room));
    }

    public EncodedMessage Inventory(InventoryShown shown)
    {
        var counts = shown.Resources;
        var held = shown.Items.Count == 0 ? "nothing" : string.Join(", ", shown.Items.Select(static item => item.Name));
        var line = $"You carry {held}; wood {counts.Wood}, stone {counts.Stone}, food {counts.Food}, gold {counts.Gold}.";
        var text = Result("inventory").Raw("{\"items\":["u8);
        var first = true;
        foreach (var item in shown.Items)
        {
            text.Comma(ref first).Raw("{\"id\":"u8).Text(item.Id.Value).Raw(",\"kind\":"u8).Text(item.Kind)
                .Raw(",\"name\":"u8).Text(item.Name).Raw("}"u8);
        }
        text.Raw("],\"resources\":{\"wood\":"u8).Number(counts.Wood).Raw(",\"stone\":"u8).Number(counts.Stone)
            .Raw(",\"food\":"u8).Number(counts.Food).Raw(",\"gold\":"u8).Number(counts.Gold)
            .Raw("},\"score\":"u8).Number(shown.Score).Raw(",\"health\":"u8).Number(shown.Health).Raw(",\"max_health\":"u8).Number(shown.MaxHealth)
            .Raw(",\"message\":"u8).Text(line).Raw("}"u8);
        return End(text, line);
    }

    public EncodedMessage Who(IReadOnlyList<PlayerPresence> players)
    {
        var text = Result("who").Raw("{\"players\":["u8);
        var first = true;
        foreach (var player in players)
        {
            text.Comma(ref first).Raw("{\"player_id\":\""u8).Number(player.Player.Value).Raw("\",\"player_name\":"u8).Text(player.Name)
                .Raw(",\"room_id\":"u8).Text(player.Room.Value).Raw("}"u8);
        }
        var line = $"In the world: {string.Join(", ", players.Select(static player => player.Name))}.";
        return End(text.Raw("],\"message\":"u8).Text(line).Raw("}"u8), line);
    }

    public EncodedMessage Rooms(IReadOnlyList<ListedRoom> rooms)
    {
        var text = Result("rooms").Raw("{\"rooms\":["u8);
        var first = true;
        foreach (var room in rooms)
        {
            text.Comma(ref first).Raw("{\"room_id\":"u8).Text(room.Id.Value).Raw(",\"set\":"u8).Text(room.Set).Raw(",\"title\":"u8).Text(room.Title)
                .Raw(",\"players\":"u8).Number(room.Players).Raw(",\"capacity\":"u8).Number(room.Capacity).Raw(",\"shown\":"u8).Raw(Encoding.UTF8.GetBytes(room.Shown.Json)).Raw("}"u8);
        }
        var line = rooms.Count == 0 ? "No room is open." : string.Join('\n', rooms.Select(static room => $"{room.Id}: {room.Title}, {room.Players} of {room.Capacity}"));
        return End(text.Raw("],\"message\":"u8).Text(line).Raw("}"u8), line);
    }

    /// <param name="line">The whole event as a sentence, for clients that show lines; null when the parts are enough.</param>
    public EncodedMessage Action(string playerName, string action, string message, string? line)
    {
        // Terminals sort speech by the type, and find the speaker by this wording.
        var (type, shown) = action switch
        {
            "says" => ("broadcast", $"{playerName} says, \"{message}\""),
            "whispers" => ("whisper", line ?? message),
            "shouts" => ("zone_broadcast", $"{playerName} shouts: {message}"),
            "says to all" => ("global", $"{playerName}: {message}"),
            _ => ("broadcast", line ?? message),
        };
        var text = new JsonText().Raw("{\"type\":"u8).Text(type).Raw(",\"event\":\"player_action\",\"data\":{\"player_name\":"u8).Text(playerName)
            .Raw(",\"action\":"u8).Text(action).Raw(",\"message\":"u8).Text(message);
        if (line is not null)
            text.Raw(",\"line\":"u8).Text(line);
        return End(text.Raw("}"u8), shown);
    }

    public EncodedMessage State(RoomFrame frame, SharedComponents components, JsonText text)
    {
        text.Raw("{\"type\":\"state\",\"timestamp\":"u8).Number(NowMilliseconds()).Raw(",\"room_id\":"u8).Text(frame.Room.Value).Raw(",\"players\":["u8);
        var first = true;
        foreach (ref readonly var player in frame.Players.AsSpan())
        {
            text.Comma(ref first).Raw("{\"id\":\""u8).Number(player.Id.Value).Raw("\",\"name\":"u8).Text(player.Name)
                .Raw(",\"x\":"u8).Milli(player.XMilli).Raw(",\"y\":"u8).Milli(player.YMilli)
                .Raw(",\"health\":"u8).Number(player.Health);
            Components(text, components.Of(player.Id)).Raw("}"u8);
        }
        return Components(text.Raw("]"u8), components.OfRoom).Raw("}"u8).ToMessage();
    }

    /// <summary>Writes nothing if there are none.</summary>
    private static JsonText Components(JsonText text, ReadOnlySpan<ComponentView> rows)
    {
        if (rows.IsEmpty)
            return text;
        text.Raw(",\"components\":{"u8);
        var first = true;
        foreach (ref readonly var row in rows)
            text.Comma(ref first).Text(row.Name).Raw(":"u8).Raw(Encoding.UTF8.GetBytes(row.Json));
        return text.Raw("}"u8);
    }

    private static string Read(RoomDescription room)
    {
        string[] seen = [.. room.Items, .. room.Creatures];
        return string.Join('\n', (string[])
        [
            room.Title,
            room.Description,
            .. Line("Exits", room.Exits),
            .. Line("Players", room.Players),
            .. Line("You see", seen),
        ]);
    }

    private static IEnumerable<string> Line(string what, IReadOnlyList<string> names) => names.Count == 0 ? [] : [$"{what}: {string.Join(", ", names)}."];

    private long NowMilliseconds() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private JsonText Result(string name) => Told("command_result", name);

    private JsonText Told(string terminalType, string name) =>
        new JsonText().Raw("{\"type\":"u8).Text(shape == MudShape.Terminal ? terminalType : "update").Raw(",\"event\":"u8).Text(name).Raw(",\"data\":"u8);

    private EncodedMessage End(JsonText text, string message) =>
        text.Raw(",\"message\":"u8).Text(message).Raw(",\"timestamp\":"u8).Number(NowMilliseconds()).Raw("}"u8).ToMessage();
}
