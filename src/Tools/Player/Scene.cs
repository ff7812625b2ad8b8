using System.Text.Json;
using Actors.Tools.Common.Terminal;
using Spectre.Console;

namespace Actors.Tools.Player;

/// <summary>What a player knows: the room, what is in it, what has been said. Messages of the server are all that changes it.</summary>
internal sealed class Scene
{
    private const int MaxRemembered = 500;

    private readonly List<Line> _log = [];

    public string? Player { get; private set; }

    public RoomPlan? Room { get; private set; }

    /// <summary>Null until the room that the player is in has been shown.</summary>
    public RoomState? State { get; private set; }

    public PlayerState? Self => State?.Players.FirstOrDefault(player => player.Id == Player);

    /// <summary>The newest is the last.</summary>
    public IReadOnlyList<Line> Log => _log;

    /// <summary>Lines that were said so far, also those that are remembered no more.</summary>
    public long Said { get; private set; }

    public void Take(string type, JsonElement message)
    {
        switch (type)
        {
            case "welcome":
                Player = message.GetProperty("player").GetProperty("id").GetString();
                break;
            case "room":
                (Room, State) = (RoomPlan.Of(message.GetProperty("room")), null);
                Say(Room.Title, Look.Strong);
                Say(Room.Description);
                break;
            // A state of the room before may still be on its way.
            case "keyframe" when message.GetProperty("room").GetString() == Room?.Id:
                State = RoomState.Of(message);
                break;
            case "event" when message.TryGetProperty("line", out var line) && line.ValueKind == JsonValueKind.String:
                Say(line.GetString()!);
                break;
            case "result":
                foreach (var said in Answer.Lines(message))
                    Say(said, message.GetProperty("ok").GetBoolean() ? Look.Accent : Look.Warn);
                break;
            case "error":
                Say(message.GetProperty("text").GetString() ?? message.GetProperty("code").GetString()!, Look.Bad);
                break;
            case "goodbye":
                Say(message.GetProperty("reason").GetString() ?? message.GetProperty("code").GetString()!, Look.Bad);
                break;
        }
    }

    public void Say(string text, Style? style = null)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _log.Add(new Line(line, style));
            Said++;
        }
        if (_log.Count > MaxRemembered)
            _log.RemoveRange(0, _log.Count - MaxRemembered);
    }
}
