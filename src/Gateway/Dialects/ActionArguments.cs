using System.Text.Json;
using Actors.Gateway.Codecs;
using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>Actions that come as a name and an object of data, in the dialects that have them.</summary>
internal static class ActionArguments
{
    /// <summary>What would be typed after a verb that comes with the server; null when the data has nothing for it.</summary>
    public static string? Argument(JsonElement data, string action) => action switch
    {
        "move" or "go" => data.Text("direction"),
        "whisper" or "tell" or "w" =>
            (data.Text("to") ?? data.Text("target")) is { } to ? $"{to} {data.Text("message") ?? data.Text("text")}" : null,
        "say" or "emote" or "me" or "shout" or "yell" or "global" or "g" => data.Text("message") ?? data.Text("text"),
        "name" => data.Text("name"),
        _ => data.Text("item") ?? data.Text("item_id") ?? data.Text("target") ?? data.Text("what") ?? data.Text("resource") ?? data.Text("topic"),
    };

    /// <summary>
    /// A verb of the world's own, whose data only the room's rules can read; null for a verb that comes with the server, a typed line, or a verb without data. <c>rooms</c>
    /// and <c>join</c> are exceptions: their data says which open rooms are wanted, as their arguments do.
    /// </summary>
    public static Invoke? Invocation(string action, JsonElement message) =>
        IsWord(action) && (action is "rooms" or "join" || !BuiltInRules.All.Words.ContainsKey(action)) && !Directions.TryParse(action, out _) && message.Object("data") is { } data
            ? new Invoke(action, data.GetRawText())
            : null;

    /// <summary>The command that leads to the room of that id; a room that rules have opened is joined through their list.</summary>
    public static Command WayTo(string room) => new RoomId(room) is { IsOpened: true } open ? new Join(open) : new Travel(new RoomId(room));

    /// <summary>Not a whole line, nor one of the short forms of saying something.</summary>
    private static bool IsWord(string action) => action.Length > 0 && action.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.');
}
