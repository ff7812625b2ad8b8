using System.Text.Json;
using Actors.Tools.Common;

namespace Actors.Tools.Load.Play;

/// <summary>
/// One player: it walks, talks, takes, drops, gathers, goes from room to room, and keeps a record of it. When it is disconnected, it comes back at the next
/// port with its token and sends unanswered commands again under the same ids, if the options allow it; otherwise a disconnection is a fault.
/// </summary>
internal sealed class PlayClient
{
    private const double CommandsASecond = 1.5;
    private const double LookEveryMilliseconds = 300;
    private readonly PlayOptions _options;
    private readonly int _number;
    private readonly PlayScene _scene = new();
    private readonly PlayMind _mind;
    private TaskCompletionSource _welcomed = new();
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _token, _resume, _player;
    private double _lookAt;
    private int _inputs;
    private bool _final;

    public PlayClient(PlayOptions options, int number)
    {
        (_options, _number) = (options, number);
        _mind = new PlayMind(_scene, Checks, unchecked((options.Seed * 397) ^ number));
    }

    public PlayChecks Checks { get; } = new();

    public PlayFrames Frames { get; } = new();

    public Dictionary<string, int> Errors { get; } = [];

    public Dictionary<string, int> Goodbyes { get; } = [];

    public int Connections { get; private set; }

    public bool IsIn => _player is not null;

    /// <param name="enough">Ends the playing; after it the client waits for the last answers.</param>
    public async Task RunAsync(SemaphoreSlim connecting, CancellationToken enough)
    {
        var awaySince = Clock.Milliseconds;
        for (var attempt = 0; ; attempt++)
        {
            using var connection = new PlayConnection(_options.Patience);
            if (await TryEnterAsync(connection, attempt, connecting) is { } reading)
            {
                Connections++;
                var isDone = await StayAsync(connection, reading, enough);
                connection.Abort();
                await reading;
                if (isDone)
                    return;
                awaySince = Clock.Milliseconds;
            }
            if (!_options.Reconnect || Clock.Milliseconds - awaySince > _options.Settle.TotalMilliseconds)
            {
                Checks.Fault($"{(!IsIn ? "did not get in" : _options.Reconnect ? "did not come back" : "lost its socket")}: {connection.Closed ?? "no welcome"}");
                Frames.End();
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100 + (400 * _mind.NextDouble())), CancellationToken.None);
        }
    }

    /// <summary>Null: it did not get in. Otherwise the task that reads from the connection until it ends.</summary>
    private async Task<Task?> TryEnterAsync(PlayConnection connection, int attempt, SemaphoreSlim connecting)
    {
        await connecting.WaitAsync();
        try
        {
            var port = _options.Ports[(_number + attempt) % _options.Ports.Count];
            if (!await connection.ConnectAsync(new Uri($"ws://{_options.Host}:{port}/"), CancellationToken.None)
                || !await connection.SendAsync(new { type = "hello", version = 1, token = _token, resume = _resume }))
                return null;
            _welcomed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var reading = ReadAsync(connection);
            await Task.WhenAny(_welcomed.Task, reading, Task.Delay(_options.Patience));
            if (_welcomed.Task.IsCompleted)
                return reading;
            connection.Abort();
            await reading;
            return null;
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <summary>False: disconnected before all was done.</summary>
    private async Task<bool> StayAsync(PlayConnection connection, Task reading, CancellationToken enough)
    {
        foreach (var command in Checks.Pending)
        {
            if (!await SendAsync(connection, command))
                return false;
        }
        while (!enough.IsCancellationRequested)
        {
            if (!await ActAsync(connection))
                return false;
            var pause = Task.Delay(TimeSpan.FromSeconds((0.6 + (0.8 * _mind.NextDouble())) / _options.Rate), enough);
            if (await Task.WhenAny(pause, reading) == reading)
                return false;
        }
        Frames.End();
        return await SettleAsync(connection, reading);
    }

    private async Task<bool> ActAsync(PlayConnection connection)
    {
        var (x, y) = _mind.Direction();
        if (!await connection.SendAsync(new { type = "input", seq = ++_inputs, x = Math.Round(x, 3), y = Math.Round(y, 3) }))
            return false;
        return _mind.NextDouble() >= CommandsASecond / _options.Rate || _mind.Next() is not { } command || await SendAsync(connection, command);
    }

    /// <summary>Waits for the last answers, and then asks for its inventory.</summary>
    private async Task<bool> SettleAsync(PlayConnection connection, Task reading)
    {
        var patience = Task.Delay(_options.Settle);
        while (true)
        {
            var answered = Volatile.Read(ref _answered).Task;
            if (Checks.Pending.Count == 0)
            {
                if (_final)
                    break;
                _final = true;
                if (!await SendAsync(connection, Checks.Ask("inventory", null, isItem: false)!))
                    return false;
                continue;
            }
            var first = await Task.WhenAny(answered, reading, patience);
            if (first == reading)
                return false;
            if (first == patience)
                break;
        }
        if (Checks.Pending is { Count: > 0 } left)
            Checks.Fault($"{left.Count} commands are unanswered, the first is {left[0].Id}: {left[0].Line}");
        await connection.CloseAsync();
        return true;
    }

    private static Task<bool> SendAsync(PlayConnection connection, PlayCommand command) =>
        connection.SendAsync(new { type = "command", id = command.Id, line = command.Line });

    private async Task ReadAsync(PlayConnection connection)
    {
        while (await connection.ReceiveAsync(CancellationToken.None) is { } message)
        {
            try
            {
                Take(message);
            }
            catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                Checks.Fault($"a message was not understood: {odd.Message}");
            }
        }
    }

    private void Take(ReadOnlyMemory<byte> message)
    {
        var type = MessageHead.Read(message.Span).Type;
        if (type is "keyframe" or "delta")
        {
            Frames.Came();
            if (type == "delta" || Clock.Milliseconds < _lookAt)
                return;
            _lookAt = Clock.Milliseconds + LookEveryMilliseconds;
        }
        if (type is not ("welcome" or "room" or "keyframe" or "result" or "error" or "goodbye"))
            return;
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        switch (type)
        {
            case "welcome":
                Welcome(root);
                break;
            case "room":
                _resume = root.TryGetProperty("resume", out var resume) ? resume.GetString() : null;
                _scene.Enter(root.GetProperty("room"));
                break;
            case "keyframe":
                _scene.Look(root, _player ?? "");
                break;
            case "result":
                Answer(root);
                break;
            default:
                var codes = type == "error" ? Errors : Goodbyes;
                var code = root.GetProperty("code").GetString() ?? "no code";
                codes[code] = codes.GetValueOrDefault(code) + 1;
                break;
        }
    }

    private void Welcome(JsonElement welcome)
    {
        var player = welcome.GetProperty("player").GetProperty("id").GetString();
        if (_player is not null && _player != player && Checks.HasPersistedChanges)
            Checks.Fault($"was player {_player} and came back as {player}");
        _player = player;
        _token = welcome.GetProperty("token").GetString() ?? _token;
        _welcomed.TrySetResult();
    }

    private void Answer(JsonElement result)
    {
        var ok = result.GetProperty("ok").GetBoolean();
        Checks.Answer(result.GetProperty("id").GetInt64(), ok, ok ? null : result.GetProperty("code").GetString());
        if (_final && ok && result.TryGetProperty("inventory", out var inventory))
            Checks.Compare(inventory.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("name").GetString()!));
        Interlocked.Exchange(ref _answered, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
