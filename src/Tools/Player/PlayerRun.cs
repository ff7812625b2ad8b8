using System.Text;
using Actors.Client;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;
using Actors.Tools.Load;

namespace Actors.Tools.Player;

/// <summary>Plays in a terminal with a map and keys, or line by line from a script's output.</summary>
internal sealed class PlayerRun
{
    /// <summary>The verbs of the standard rules, for completion; a world may have others.</summary>
    private static readonly string[] Verbs =
        ["attack", "drop", "emote", "examine", "face", "fire", "gather", "global", "go", "help", "inventory", "look", "name", "quit", "say", "shout", "take", "travel", "use", "whisper", "who"];

    /// <summary>Frequent messages.</summary>
    private static readonly string[] Frequent = ["keyframe", "delta", "pong"];

    /// <summary>The time between two screen updates while nobody types.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>The time between two updates of the client without a screen.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(300);

    private readonly Uri _server;
    private readonly bool _asJson;
    private readonly GameClient _game;
    private readonly Scene _scene;
    private PlayerTransport? _transport;
    private string? _status, _farewell, _problem;

    /// <param name="asJson">Prints each message of the server unchanged, on a line of its own, except for the frequent ones.</param>
    public PlayerRun(Uri server, GameClientOptions options, bool asJson)
    {
        (_server, _asJson, _status) = (server, asJson, $"connecting to {server}");
        options.UseJson = asJson;
        options.Transport = () => _transport = new PlayerTransport(asJson ? Print : static _ => { });
        _game = new GameClient([server], options);
        _game.ConnectionChanged += Become;
        _game.SaidGoodbye += goodbye => _farewell = goodbye.Reason;
        _scene = new Scene(_game);
    }

    /// <summary>The token with which a guest can return another day.</summary>
    public string? Token => _game.Token;

    public async Task<int> ShowAsync(CancellationToken stop)
    {
        _game.Connect();
        // If there is no server, the screen does not appear at all.
        while (IsOn(stop) && _game.PlayerId is null)
            await UpdateAsync();
        if (IsOn(stop))
        {
            using var screen = new Screen();
            await PlayAsync(screen, stop);
        }
        return await EndAsync();
    }

    /// <summary>One command per line; ends with the input, once all are answered.</summary>
    public async Task<int> FollowAsync(TextReader lines, CancellationToken stop)
    {
        if (!_asJson)
            _scene.Added = Output.Write;
        _game.Connect();
        Task<string?>? reading = null;
        var doing = Task.CompletedTask;
        for (; IsOn(stop); await UpdateAsync())
        {
            // A command runs in the room to which the previous one has led.
            if (_game.State is null || !doing.IsCompleted)
                continue;
            await doing;
            reading ??= Task.Run(lines.ReadLine, stop);
            if (!reading.IsCompleted)
                continue;
            if (await reading is not { } line || line == "quit")
                break;
            reading = null;
            if (line.Length > 0)
                doing = _scene.DoAsync(line);
        }
        // The effects of the last command come after its answer.
        for (var end = Clock.Milliseconds + LastWords.TotalMilliseconds; IsOn(stop) && Clock.Milliseconds < end;)
            await UpdateAsync();
        _scene.Added = null;
        return await EndAsync();
    }

    private static void Print(ReadOnlyMemory<byte> message)
    {
        if (!Frequent.Contains(MessageHead.Read(message.Span).Type))
            Console.WriteLine(Encoding.UTF8.GetString(message.Span));
    }

    private bool IsOn(CancellationToken stop) => _game.Ending is null && !stop.IsCancellationRequested;

    private async Task UpdateAsync()
    {
        await Task.Delay(Interval);
        _game.Update();
    }

    private void Become(ConnectionChange change)
    {
        var why = _farewell ?? (change.Reason.Length > 0 ? change.Reason.TrimEnd('.') : $"closed with {change.CloseCode}");
        switch (change.State)
        {
            case ConnectionState.Open:
                (_status, _farewell) = (null, null);
                break;
            case ConnectionState.Reconnecting when _game.PlayerId is null:
                _problem = $"{_server} has not let you in: {why}. Is that where it speaks actors.v1?";
                _game.Close();
                break;
            case ConnectionState.Reconnecting:
                _status = $"connection lost ({why}), trying again in {change.RetryMilliseconds / 1000:0.#} s";
                break;
            case ConnectionState.Closed when _game.Ending is { Code: not EndingCodes.ClosedByYou } ending:
                _problem = ending.Reason;
                break;
        }
    }

    /// <summary>Closes the connection properly, so that no body stays behind and waits for its player.</summary>
    private async Task<int> EndAsync()
    {
        _game.Close();
        if (_transport is { } transport)
            await transport.EndedAsync();
        return _problem is null ? 0 : Failure.Say(_problem);
    }

    private async Task PlayAsync(Screen screen, CancellationToken stop)
    {
        var (keys, prompt, steering) = (new Keys(), new Prompt(), new Steering());
        bool? whole = null;
        _game.RoomEntered += _ =>
        {
            // A body may keep its direction in the next room, but a player who has come through a door should look around first.
            steering.Forget();
            _game.Move(0, 0);
        };
        while (IsOn(stop))
        {
            _game.Update();
            var (width, height) = Screen.Size;
            screen.Draw(PlayerView.Lines(_scene, prompt.Text, _status, width, height, whole), PlayerView.CursorOf(prompt.Text, width, height));
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
                    _ = _scene.DoAsync(line);
                }
                else if (Steer(steering, key, prompt.Text.Length > 0) is { } turn)
                    _game.Move(turn.X, turn.Y);
                else
                    Edit(prompt, key);
            }
            if (steering.Pass(Clock.Milliseconds) is { } end)
                _game.Move(end.X, end.Y);
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
        Verbs.Concat(_game.Room?.Exits.Select(static exit => exit.Direction) ?? [])
            .Concat(_game.State is { } state
                ? state.Items.Select(static item => item.Name).Concat(state.Creatures.Select(static creature => creature.Name)).Concat(state.Players.Select(static player => player.Name))
                : []);
}
