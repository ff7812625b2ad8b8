using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>
/// What happened in a room as a <c>world_update</c> in the shape of the action that did it: <c>action</c>, who, <c>data</c>, and <c>line</c>, which is all of it as
/// onlookers read it or, for a module's own event, as its recipient reads it.
/// </summary>
internal static class WorldEvents
{
    /// <summary>Adds nothing where the state shows everything.</summary>
    public static void AddTo(EncodedFrame into, RoomFrame frame, RoomEvent happened)
    {
        var (kind, _, _, _, _, audience) = happened.Header;
        if (ActionOf(kind) is not { } action)
            return;
        if (audience == EventAudience.Actor || kind.Contains('.', StringComparison.Ordinal))
            NarratedEvent.AddTo(into, happened, line => Encode(frame, happened, action, line), alsoSilent: true);
        else
            into.Events.Add(new(Encode(frame, happened, action, happened.Describe(default))));
    }

    private static EncodedMessage Encode(RoomFrame frame, RoomEvent happened, string action, string? line)
    {
        var (_, player, name, _, _, _) = happened.Header;
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
            json.WriteString("line", line);
        });
    }

    /// <summary>The clients' words for what their games know.</summary>
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
