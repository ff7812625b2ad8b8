using System.Text.Json;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>What the answers to actions hold beside <c>ok</c>.</summary>
internal static class ActionResults
{
    /// <summary>Null: nothing but that it was done.</summary>
    public static Action<Utf8JsonWriter>? Of(Reply reply) => reply switch
    {
        Done { Text: { } text } => json => json.WriteString("message", text),
        Described { Room: var room } => json => Description(json, room),
        InventoryShown shown => json => Inventory(json, shown),
        _ => null,
    };

    public static Action<Utf8JsonWriter> Of(WhoAnswer who) => json =>
    {
        json.WriteStartArray("players");
        foreach (var player in who.Players)
        {
            json.WriteStartObject();
            json.Player(player.Player, player.Name);
            json.WriteString("room_id", player.Room.Definition);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    };

    public static Action<Utf8JsonWriter> Of(RoomsAnswer list) => json =>
    {
        json.WriteStartArray("rooms");
        foreach (var room in list.Rooms)
        {
            json.WriteStartObject();
            json.WriteString("room_id", room.Id.Value);
            json.WriteString("set", room.Set);
            json.WriteString("title", room.Title);
            json.WriteNumber("players", room.Players);
            json.WriteNumber("capacity", room.Capacity);
            json.WritePropertyName("shown");
            json.WriteRawValue(room.Shown.Json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    };

    private static void Description(Utf8JsonWriter json, RoomDescription room)
    {
        json.WriteStartObject("description");
        json.WriteString("room_id", room.Room.Definition);
        json.WriteString("title", room.Title);
        json.WriteString("description", room.Description);
        Texts(json, "exits", room.Exits);
        Texts(json, "players", room.Players);
        Texts(json, "items", room.Items);
        Texts(json, "creatures", room.Creatures);
        json.WriteEndObject();
    }

    private static void Inventory(Utf8JsonWriter json, InventoryShown shown)
    {
        json.WriteStartObject("inventory");
        json.WriteStartArray("items");
        foreach (var item in shown.Items)
        {
            json.WriteStartObject();
            json.WriteString("id", item.Id.Value);
            json.WriteString("kind", item.Kind);
            json.WriteString("name", item.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("wood", shown.Resources.Wood);
        json.WriteNumber("stone", shown.Resources.Stone);
        json.WriteNumber("food", shown.Resources.Food);
        json.WriteNumber("gold", shown.Resources.Gold);
        json.WriteNumber("score", shown.Score);
        json.WriteNumber("health", shown.Health);
        json.WriteNumber("max_health", shown.MaxHealth);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
