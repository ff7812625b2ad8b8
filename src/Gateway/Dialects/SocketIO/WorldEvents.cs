using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>
/// What happened in a room as a <c>world_update</c> in the shape of the action that did it: <c>action</c>, who, <c>data</c>, and <c>line</c>, the whole of it as
/// onlookers read it.
/// </summary>
internal static class WorldEvents
{
    /// <summary>Null: the state shows it.</summary>
    public static EncodedMessage? Encode(RoomFrame frame, RoomEvent happened)
    {
        var (kind, player, name, _, _, _) = happened.Header;
        if (ActionOf(kind) is not { } action)
            return null;
        return SocketIOMessages.Event("world_update", json =>
        {
            json.WriteString("room_id", frame.Room.Definition);
            json.WriteNumber("tick", frame.Tick);
            json.WriteString("action", action);
            json.WriteString("player_id", player?.ToString());
            json.WriteString("player_name", name);
            json.WriteStartObject("data");
            happened.WriteFields(json);
            json.WriteEndObject();
            json.WriteString("line", happened.Describe(happened.Header.Audience == EventAudience.Actor && player is { } only ? new Viewer(only) : default));
        });
    }

    public static string Word(Resource resource) => resource.ToString().ToLowerInvariant();

    /// <summary>The clients' words for what their games know; a module's own events go by their own names.</summary>
    private static string? ActionOf(string kind) => kind switch
    {
        "entered" => "enter",
        "left" => "leave",
        "renamed" => "name",
        "said" => "say",
        "emoted" => "emote",
        "taken" => "take",
        "dropped" => "drop",
        "used" => "use",
        "appeared" => "appear",
        "gathered" => "gather",
        "swung" => "attack",
        "fired" => "fire",
        "struck" => "hit",
        "killed" => "kill",
        "respawned" or "creatureRespawned" => "respawn",
        "nodeRespawned" => null,
        _ => kind,
    };
}
