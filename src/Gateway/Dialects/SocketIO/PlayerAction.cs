using System.Text.Json;
using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>Reads a <c>player_action</c>: its action is a verb or a whole line, and its data is what belongs to that. For a verb of the world's own, its rules define the data.</summary>
internal static class PlayerAction
{
    public static Asked Read(string action, JsonElement message, long? ack, long input)
    {
        var data = message.Object("data") ?? message;
        var room = message.Text("room_id");
        if (OfMap(action, data, input) is { } command)
            return new Asked(AskedKind.Act, ack, room, command);
        if (ActionArguments.Invocation(action, message) is { } invocation)
            return new Asked(AskedKind.Act, ack, room, invocation) { MayLeadAway = action == "join" };
        var rest = ActionArguments.Argument(data, action) ?? message.Text("data");
        var line = rest is null ? action : $"{action} {rest}";
        return new Asked(AskedKind.Act, ack, room, new TypedLine(line)) { MayLeadAway = action is "go" or "walk" or "move" or "join" || Directions.TryParse(action, out _) };
    }

    /// <summary>Actions that only clients with a map have.</summary>
    private static Command? OfMap(string action, JsonElement data, long input) => action switch
    {
        "move" when data.Number("x") is { } x && data.Number("y") is { } y => new Move(new Vector(x, y), input),
        "face" when data.Number("angle") is { } angle => new Face(angle),
        "fire" when data.Number("angle") is { } angle => new Fire(angle),
        "attack" when data.Number("angle") is { } angle => new Attack(data.Text("target"), angle),
        _ => null,
    };
}
