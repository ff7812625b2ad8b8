using System.Text.Json;
using Actors.Channels;
using Actors.Gateway.Dialects.Components;
using Actors.SocketIO;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>The events of the dialect, server to client, and the answers to a client's own. Times are milliseconds.</summary>
internal static class SocketIOMessages
{
    public static readonly EncodedMessage Connected = Event("connection_response", static json => json.WriteString("status", "connected"));

    /// <param name="recovered">Whether the client has been in its room all the time, and resumes.</param>
    public static EncodedMessage Welcome(PlayerRecord you, string? token, bool recovered) => Event("welcome", json =>
    {
        json.Player(you.Id, you.Name);
        json.WriteString("room", you.Room.Definition);
        json.WriteString("token", token);
        json.WriteBoolean("recovered", recovered);
    });

    /// <summary>The client's offset in a room: the library of the client keeps the last string at the end of an event, and sends it when it reconnects.</summary>
    public static EncodedMessage Offset(string offset) => SocketIOPacket.Encode("offset", payload => payload.Json.WriteStringValue(offset)).Message;

    public static EncodedMessage Joined(string room) => Event("room_joined", json => json.WriteString("room", room));

    public static EncodedMessage Left(string room) => Event("room_left", json => json.WriteString("room", room));

    public static EncodedMessage Ticked(WorldTicked ticked, DateTimeOffset now) => Event("world_tick", json =>
    {
        json.WriteNumber("tick", ticked.Tick);
        json.WriteNumber("world_time", (long)ticked.SinceEpoch.TotalMilliseconds);
        json.WriteNumber("timestamp", now.ToUnixTimeMilliseconds());
    });

    /// <summary>Speech from beyond the room: a whisper, a shout, to all.</summary>
    public static EncodedMessage Spoken(string how, PlayerId from, string name, string text) => Event(how, json =>
    {
        json.Player(from, name);
        json.WriteString("message", text);
    });

    public static EncodedMessage Pong(double? sentAt) => Event("pong", json => json.SentAt(sentAt));

    public static EncodedMessage PongAnswer(long ack, double? sentAt) => Answer(ack, json => json.SentAt(sentAt));

    public static EncodedMessage Error(string code, string text) => Event("error", json => json.Why(code, text));

    /// <summary>A notice of something that happened to the player without its doing.</summary>
    public static EncodedMessage Noticed(string code, string text) => Event("notice", json => json.Why(code, text));

    /// <summary>Components that only their owner is shown; null is a removed one.</summary>
    public static EncodedMessage Own(List<ComponentChange> changes) => Event("own", json =>
    {
        json.WriteStartObject("components");
        foreach (var (_, _, name, value) in changes)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value ?? "null", skipInputValidation: true);
        }
        json.WriteEndObject();
    });

    public static EncodedMessage Refusal(long ack, string code, string text) => Answer(ack, json =>
    {
        json.WriteBoolean("ok", false);
        json.Why(code, text);
    });

    public static EncodedMessage Arrival(long ack, string room) => Answer(ack, json =>
    {
        json.WriteBoolean("ok", true);
        json.WriteString("room", room);
    });

    /// <summary>The outcome of an action: as the answer where one is awaited, else as an event, if there is anything to send.</summary>
    public static EncodedMessage? Result(long? ack, Action<Utf8JsonWriter>? write)
    {
        if (ack is null && write is null)
            return null;
        void Ok(Utf8JsonWriter json)
        {
            json.WriteBoolean("ok", true);
            write?.Invoke(json);
        }
        return ack is { } number ? Answer(number, Ok) : Event("action_result", Ok);
    }

    public static void Player(this Utf8JsonWriter json, PlayerId player, string name)
    {
        json.WriteString("player_id", player.ToString());
        json.WriteString("player_name", name);
    }

    /// <summary>Writes nothing if there are none.</summary>
    public static void Components(this Utf8JsonWriter json, ReadOnlySpan<ComponentView> rows)
    {
        if (rows.IsEmpty)
            return;
        json.WriteStartObject("components");
        foreach (ref readonly var row in rows)
        {
            json.WritePropertyName(row.Name);
            json.WriteRawValue(row.Json, skipInputValidation: true);
        }
        json.WriteEndObject();
    }

    public static void Milli(this Utf8JsonWriter json, string name, int thousandths) => json.WriteNumber(name, thousandths / 1000.0);

    /// <summary>An event whose one argument is an object.</summary>
    public static EncodedMessage Event(string name, Action<Utf8JsonWriter> write) =>
        SocketIOPacket.Encode(name, payload => WriteObject(payload.Json, write)).Message;

    private static EncodedMessage Answer(long ack, Action<Utf8JsonWriter> write) =>
        SocketIOPacket.EncodeAck(ack, payload => WriteObject(payload.Json, write)).Message;

    private static void WriteObject(Utf8JsonWriter json, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }

    private static void Why(this Utf8JsonWriter json, string code, string text)
    {
        json.WriteString("code", code);
        json.WriteString("message", text);
    }

    private static void SentAt(this Utf8JsonWriter json, double? sentAt)
    {
        json.WriteBoolean("ok", true);
        if (sentAt is { } value)
            json.WriteNumber("sentAt", value);
    }
}
