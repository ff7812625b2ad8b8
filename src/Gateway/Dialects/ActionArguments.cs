using System.Text.Json;
using Actors.Gateway.Codecs;

namespace Actors.Gateway.Dialects;

/// <summary>Actions that come as a name and an object of data, in the dialects that have them: what would be typed behind the verb.</summary>
internal static class ActionArguments
{
    /// <summary>Null when the data holds nothing for this action.</summary>
    public static string? Argument(JsonElement data, string action) => action switch
    {
        "move" or "go" => data.Text("direction"),
        "whisper" or "tell" or "w" =>
            (data.Text("to") ?? data.Text("target")) is { } to ? $"{to} {data.Text("message") ?? data.Text("text")}" : null,
        "say" or "emote" or "me" or "shout" or "yell" or "global" or "g" => data.Text("message") ?? data.Text("text"),
        "name" => data.Text("name"),
        _ => data.Text("item") ?? data.Text("item_id") ?? data.Text("target") ?? data.Text("what") ?? data.Text("resource") ?? data.Text("topic"),
    };
}
