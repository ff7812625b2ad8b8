using System.Text.Json;
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
        if (ActionOf(happened) is not { } action)
            return null;
        var (player, _, name) = NarratedEvent.About(happened);
        return SocketIOMessages.Event("world_update", json =>
        {
            json.WriteString("room_id", frame.Room.Definition);
            json.WriteNumber("tick", frame.Tick);
            json.WriteString("action", action);
            json.WriteString("player_id", player?.ToString());
            json.WriteString("player_name", name);
            json.WriteStartObject("data");
            Data(json, happened);
            json.WriteEndObject();
            json.WriteString("line", Narrator.Narrate(happened, default));
        });
    }

    public static string Word(Resource resource) => resource.ToString().ToLowerInvariant();

    private static string? ActionOf(RoomEvent happened) => happened switch
    {
        PlayerEntered => "enter",
        PlayerLeft => "leave",
        PlayerRenamed => "name",
        Said => "say",
        Emoted => "emote",
        ItemTaken => "take",
        ItemDropped => "drop",
        ItemUsed => "use",
        ItemAppeared => "appear",
        Gathered => "gather",
        Swung => "attack",
        Fired => "fire",
        Struck => "hit",
        Killed => "kill",
        PlayerRespawned or CreatureRespawned => "respawn",
        _ => null,
    };

    private static void Data(Utf8JsonWriter json, RoomEvent happened)
    {
        switch (happened)
        {
            case Said said:
                json.WriteString("message", said.Text);
                break;
            case Emoted emoted:
                json.WriteString("message", emoted.Text);
                break;
            case PlayerEntered entered:
                json.WriteString("from", entered.From);
                break;
            case PlayerLeft left:
                json.WriteString("to", left.To);
                break;
            case PlayerRenamed renamed:
                json.WriteString("old_name", renamed.OldName);
                break;
            case ItemTaken taken:
                Item(json, taken.Item, taken.Kind, taken.ItemName);
                break;
            case ItemDropped dropped:
                Item(json, dropped.Item, dropped.Kind, dropped.ItemName);
                break;
            case ItemUsed used:
                Item(json, used.Item, used.Kind, used.ItemName);
                break;
            case ItemAppeared appeared:
                Item(json, appeared.Item, appeared.Kind, appeared.ItemName);
                break;
            case Gathered gathered:
                json.WriteString("resource", Word(gathered.Resource));
                json.WriteNumber("amount", gathered.Amount);
                json.WriteNumber("score", gathered.Score);
                break;
            case Swung swung:
                json.WriteNumber("angle", swung.AngleRadians);
                break;
            case Fired fired:
                json.WriteNumber("angle", fired.AngleRadians);
                break;
            case Struck struck:
                json.WriteString("target_id", struck.Player?.ToString());
                json.WriteString("target", struck.Name);
                json.WriteNumber("damage", struck.Damage);
                json.WriteNumber("health", struck.Health);
                break;
            case Killed killed:
                json.WriteString("target_id", killed.Player?.ToString());
                json.WriteString("target", killed.Name);
                break;
        }
    }

    private static void Item(Utf8JsonWriter json, ItemId item, string kind, string name)
    {
        json.WriteString("item_id", item.Value);
        json.WriteString("kind", kind);
        json.WriteString("name", name);
    }
}
