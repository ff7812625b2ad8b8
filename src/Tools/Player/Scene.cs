using Actors.Client;
using Actors.Tools.Common.Terminal;
using Spectre.Console;

namespace Actors.Tools.Player;

/// <summary>A player's view of the game, and the log of what it reads.</summary>
internal sealed class Scene
{
    private const int MaxRemembered = 500;

    private readonly List<Line> _log = [];

    public Scene(GameClient game)
    {
        Game = game;
        game.RoomEntered += room =>
        {
            Say(room.Title, Look.Strong);
            Say(room.Description);
        };
        game.Happened += happened => Say(happened.Line ?? "");
        game.Failed += error => Say(error.Text.Length > 0 ? error.Text : error.Code.Value, Look.Bad);
        game.SaidGoodbye += goodbye => Say(goodbye.Reason.Length > 0 ? goodbye.Reason : goodbye.Code, Look.Bad);
    }

    public GameClient Game { get; }

    /// <summary>The newest line is the last.</summary>
    public IReadOnlyList<Line> Log => _log;

    /// <summary>Called with each new line of the log.</summary>
    public Action<Line>? Added { get; set; }

    /// <summary>Completes when the answer is in the log.</summary>
    public async Task DoAsync(string command)
    {
        var result = await Game.CommandAsync(command);
        foreach (var line in Answer.Lines(result))
            Say(line, result.IsDone ? Look.Accent : Look.Warn);
    }

    public void Say(string text, Style? style = null)
    {
        foreach (var part in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var line = new Line(part, style);
            _log.Add(line);
            Added?.Invoke(line);
        }
        if (_log.Count > MaxRemembered)
            _log.RemoveRange(0, _log.Count - MaxRemembered);
    }
}
