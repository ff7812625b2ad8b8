using System.Globalization;
using System.Text.Json;

namespace Actors.Tools.Player;

/// <summary>The answer to a command as a player reads it.</summary>
internal static class Answer
{
    public static IEnumerable<string> Lines(JsonElement result)
    {
        if (result.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            yield return text.GetString()!;
        else if (!result.GetProperty("ok").GetBoolean())
            yield return $"Refused: {result.GetProperty("code").GetString()}";
        if (result.TryGetProperty("room", out var room))
        {
            yield return $"{room.GetProperty("title").GetString()}: {room.GetProperty("description").GetString()}";
            yield return $"Exits: {List(room, "exits")}. Players: {List(room, "players")}. Items: {List(room, "items")}. Creatures: {List(room, "creatures")}.";
        }
        if (result.TryGetProperty("inventory", out var inventory))
        {
            yield return $"You hold: {Join(inventory.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("name").GetString()!))}.";
            yield return string.Join(", ", new[] { "wood", "stone", "food", "gold", "score" }.Select(name => $"{name} {Number(inventory, name)}"));
        }
        if (result.TryGetProperty("who", out var who))
            yield return Join(who.EnumerateArray().Select(static each => $"{each.GetProperty("name").GetString()} ({each.GetProperty("room").GetString()})"));
    }

    private static string List(JsonElement room, string name) => Join(room.GetProperty(name).EnumerateArray().Select(static each => each.GetString()!));

    private static string Join(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";

    private static string Number(JsonElement inventory, string name) => inventory.GetProperty(name).GetInt64().ToString(CultureInfo.InvariantCulture);
}
