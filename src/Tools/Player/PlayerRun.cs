using System.Text.Json;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;

namespace Actors.Tools.Player;

/// <summary>Plays: in a terminal with a map and keys, or line by line from what a script writes.</summary>
internal sealed class PlayerRun(PlayerSession session)
{
    /// <summary>The verbs of the standard rules, for the completion; a world may have others.</summary>
    private static readonly string[] Verbs =
        ["attack", "drop", "emote", "examine", "face", "fire", "gather", "global", "go", "help", "inventory", "look", "name", "quit", "say", "shout", "take", "travel", "use", "whisper", "who"];

    /// <summary>Between two pictures, if nobody types.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(300);

    private readonly Scene _scene = new();

    public async Task<int> ShowAsync(CancellationToken stop)
    {
        using var ends = new CancellationTokenSource();
        var running = session.RunAsync(ends.Token);
        // Nobody sees a screen come and go of a server that is not there.
        await Task.WhenAny(session.Messages.WaitToReadAsync(stop).AsTask(), running);
        if (!running.IsCompleted && !stop.IsCancellationRequested)
        {
            using var screen = new Screen();
            await PlayAsync(screen, running, stop);
        }
        return await EndAsync(running, ends);
    }

    /// <summary>One command of each line; ends with the input, once all are answered.</summary>
    /// <param name="asJson">Each message of the server as it is, on a line of its own, but for states.</param>
    public async Task<int> FollowAsync(TextReader lines, bool asJson, CancellationToken stop)
    {
        using var ends = new CancellationTokenSource();
        var running = session.RunAsync(ends.Token);
        try
        {
            await FollowLinesAsync(lines, asJson, stop);
            // What the last command has brought about is told after its answer.
            using var lastWords = CancellationTokenSource.CreateLinkedTokenSource(stop);
            lastWords.CancelAfter(LastWords);
            await foreach (var (type, message) in session.Messages.ReadAllAsync(lastWords.Token))
                Tell(type, message, asJson);
        }
        catch (OperationCanceledException)
        {
        }
        return await EndAsync(running, ends);
    }

    private async Task FollowLinesAsync(TextReader lines, bool asJson, CancellationToken stop)
    {
        Task<string?>? reading = null;
        while (await session.Messages.WaitToReadAsync(stop))
        {
            while (session.Messages.TryRead(out var message))
                Tell(message.Type, message.Message, asJson);
            // A line is done in the room that the one before has led to.
            if (_scene.State is null || !session.IsIdle)
                continue;
            reading ??= Task.Run(lines.ReadLine, stop);
            if (await Task.WhenAny(reading, session.Messages.WaitToReadAsync(stop).AsTask()) != reading)
                continue;
            if (await reading is not { } line || line == "quit")
                return;
            reading = null;
            if (line.Length > 0)
                await session.DoAsync(line);
        }
    }

    private async Task<int> EndAsync(Task<string?> running, CancellationTokenSource ends)
    {
        await session.LeaveAsync();
        await ends.CancelAsync();
        return await running is { } problem ? Failure.Say(problem) : 0;
    }

    private void Tell(string type, JsonElement message, bool asJson)
    {
        var told = _scene.Said;
        _scene.Take(type, message);
        if (asJson && type is not "keyframe")
            Console.WriteLine(message.GetRawText());
        else if (!asJson)
        {
            foreach (var line in _scene.Log.TakeLast((int)(_scene.Said - told)))
                Output.Write(line);
        }
    }

    private async Task PlayAsync(Screen screen, Task running, CancellationToken stop)
    {
        var (keys, prompt, steering) = (new Keys(), new Prompt(), new Steering());
        bool? whole = null;
        while (!running.IsCompleted && !stop.IsCancellationRequested)
        {
            while (session.Messages.TryRead(out var message))
            {
                _scene.Take(message.Type, message.Message);
                if (message.Type is not "room")
                    continue;
                // A body may take its direction along, and whoever has come through a door looks round first.
                steering.Forget();
                await session.WalkAsync(0, 0);
            }
            var (width, height) = Screen.Size;
            screen.Draw(PlayerView.Lines(_scene, prompt.Text, session.Status, width, height, whole), PlayerView.CursorOf(prompt.Text, width, height));
            await keys.WaitAsync(Glance, stop);
            while (keys.TryTake(out var key))
            {
                if (key is { Key: ConsoleKey.T, Modifiers: ConsoleModifiers.Control })
                    whole = whole is true ? false : true;
                else if (key.Key == ConsoleKey.Enter)
                {
                    if (prompt.Enter() is not { } line)
                        continue;
                    if (line == "quit")
                        return;
                    _scene.Say($"> {line}", Look.Dim);
                    await session.DoAsync(line);
                }
                else if (Steer(steering, key, prompt.Text.Length > 0) is { } turn)
                    await session.WalkAsync(turn.X, turn.Y);
                else
                    Edit(prompt, key);
            }
            if (steering.Pass(Clock.Milliseconds) is { } end)
                await session.WalkAsync(end.X, end.Y);
        }
    }

    private static (double X, double Y)? Steer(Steering steering, ConsoleKeyInfo key, bool isTyping)
    {
        var onAndOn = key.Modifiers.HasFlag(ConsoleModifiers.Shift);
        return key.Key switch
        {
            ConsoleKey.LeftArrow => steering.Press(-1, 0, onAndOn, Clock.Milliseconds),
            ConsoleKey.RightArrow => steering.Press(1, 0, onAndOn, Clock.Milliseconds),
            ConsoleKey.UpArrow => steering.Press(0, -1, onAndOn, Clock.Milliseconds),
            ConsoleKey.DownArrow => steering.Press(0, 1, onAndOn, Clock.Milliseconds),
            ConsoleKey.Spacebar when !isTyping => steering.Stop(),
            _ => null,
        };
    }

    private void Edit(Prompt prompt, ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Backspace }:
                prompt.Erase();
                break;
            case { Key: ConsoleKey.Escape } or { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                prompt.Clear();
                break;
            case { Key: ConsoleKey.P, Modifiers: ConsoleModifiers.Control } or { Key: ConsoleKey.PageUp }:
                prompt.Recall(-1);
                break;
            case { Key: ConsoleKey.N, Modifiers: ConsoleModifiers.Control } or { Key: ConsoleKey.PageDown }:
                prompt.Recall(1);
                break;
            case { Key: ConsoleKey.Tab }:
                prompt.Complete(Names());
                break;
            default:
                if (!char.IsControl(key.KeyChar) && (key.KeyChar != ' ' || prompt.Text.Length > 0))
                    prompt.Type(key.KeyChar);
                break;
        }
    }

    private IEnumerable<string> Names() =>
        Verbs.Concat(_scene.Room?.Exits.Select(static exit => exit.Direction) ?? [])
            .Concat(_scene.State is { } state
                ? state.Items.Select(static item => item.Name).Concat(state.Creatures.Select(static creature => creature.Name)).Concat(state.Players.Select(static player => player.Name))
                : []);
}
