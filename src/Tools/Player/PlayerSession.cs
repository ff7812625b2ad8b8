using System.Text.Json;
using System.Threading.Channels;
using Actors.Tools.Load.Play;

namespace Actors.Tools.Player;

/// <summary>
/// One player on one connection after the other: cut off, it comes back as who it was, in the body that waits, and asks what is unanswered again under the same ids.
/// Messages are taken by whoever plays, on its own thread.
/// </summary>
internal sealed class PlayerSession(Uri server, PlayerOptions options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>More than a server sends while a terminal is drawn; then the connection is read no further until they are taken.</summary>
    private const int MaxWaiting = 1024;

    // Codes with which a server says that coming back is of no use.
    private static readonly HashSet<string> Final = ["session_replaced", "version", "token_invalid", "token_required", "token_expired", "token_not_yet_valid", "bad_name", "name_taken"];

    private readonly Channel<(string Type, JsonElement Message)> _messages = Channel.CreateBounded<(string, JsonElement)>(MaxWaiting);
    private readonly SortedDictionary<long, string> _unanswered = [];

    /// <summary>A socket takes one message after the other; who reads sends again what is unanswered, while who plays sends what is new.</summary>
    private readonly SemaphoreSlim _sending = new(1);
    private PlayConnection? _connection;
    private string? _token = options.Token, _resume;
    private long _lastCommand, _inputs, _nextEvent;
    private int _waiting;

    /// <summary>How it stands with the connection, in words; null: well.</summary>
    public string? Status { get; private set; } = $"connecting to {server}";

    /// <summary>With which a guest comes back another day.</summary>
    public string? Token => _token;

    public ChannelReader<(string Type, JsonElement Message)> Messages => _messages.Reader;

    public bool IsIdle => Volatile.Read(ref _waiting) == 0;

    /// <summary>Until it is stopped, or the server says that it is of no use.</summary>
    /// <returns>What went wrong, in words; null: it was stopped.</returns>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var pause = TimeSpan.Zero;
        var wasIn = false;
        try
        {
            while (true)
            {
                using var connection = new PlayConnection(Patience);
                string? farewell = null;
                if (await connection.ConnectAsync(server, stop) && await HelloAsync(connection))
                {
                    while (await connection.ReceiveAsync(stop) is { } message)
                    {
                        if (Parse(message) is not { } parsed)
                            continue;
                        if (parsed.Type == "welcome")
                            (wasIn, pause) = (true, TimeSpan.Zero);
                        if (parsed.Type == "goodbye")
                        {
                            var code = parsed.Message.GetProperty("code").GetString()!;
                            farewell = parsed.Message.GetProperty("reason").GetString() ?? code;
                            if (Final.Contains(code))
                                return farewell;
                        }
                        await HearAsync(connection, parsed.Type, parsed.Message);
                        await _messages.Writer.WriteAsync(parsed, stop);
                    }
                }
                stop.ThrowIfCancellationRequested();
                await LoseAsync();
                var why = farewell ?? connection.Closed ?? "cut off";
                if (!wasIn)
                    return $"{server} has not let you in: {why}. Is that where it speaks actors.v1.json?";
                pause = pause == TimeSpan.Zero ? TimeSpan.FromSeconds(0.5) : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                Status = $"connection lost ({why}), trying again in {pause.TotalSeconds:0.#} s";
                await Task.Delay(pause, stop);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            _messages.Writer.TryComplete();
        }
    }

    /// <summary>What cannot be sent now is sent when the connection is there again.</summary>
    public async Task DoAsync(string line)
    {
        await _sending.WaitAsync();
        try
        {
            _unanswered[++_lastCommand] = line;
            Volatile.Write(ref _waiting, _unanswered.Count);
            if (_connection is { } connection)
                await SendAsync(connection, _lastCommand, line);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task WalkAsync(double x, double y)
    {
        await _sending.WaitAsync();
        try
        {
            if (_connection is { } connection)
                await connection.SendAsync(new { type = "input", seq = ++_inputs, x, y });
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Properly, so that no body stays behind and waits for its player.</summary>
    public async Task LeaveAsync()
    {
        await _sending.WaitAsync();
        try
        {
            if (_connection is { } connection)
                await connection.CloseAsync();
            _connection = null;
        }
        finally
        {
            _sending.Release();
        }
    }

    private static Task<bool> SendAsync(PlayConnection connection, long id, string line) => connection.SendAsync(new { type = "command", id, line });

    private Task<bool> HelloAsync(PlayConnection connection) => connection.SendAsync(
        new
        {
            type = "hello",
            version = 1,
            name = options.Name,
            room = _resume is null ? options.Room : null,
            token = _token,
            resume = _resume,
            fromEvent = _resume is null ? (long?)null : _nextEvent
        });

    private async Task HearAsync(PlayConnection connection, string type, JsonElement message)
    {
        switch (type)
        {
            case "welcome":
                await ComeInAsync(connection, message);
                break;
            case "room":
                _resume = message.GetProperty("resume").GetString();
                break;
            case "keyframe":
                _nextEvent = message.GetProperty("nextEvent").GetInt64();
                break;
            case "event" when message.TryGetProperty("number", out var number):
                _nextEvent = number.GetInt64() + 1;
                break;
            case "result":
                await _sending.WaitAsync();
                _unanswered.Remove(message.GetProperty("id").GetInt64());
                Volatile.Write(ref _waiting, _unanswered.Count);
                _sending.Release();
                break;
        }
    }

    private async Task ComeInAsync(PlayConnection connection, JsonElement welcome)
    {
        await _sending.WaitAsync();
        try
        {
            _token = welcome.GetProperty("token").GetString() ?? _token;
            _lastCommand = Math.Max(_lastCommand, welcome.GetProperty("lastCommand").GetInt64());
            foreach (var (id, line) in _unanswered)
                await SendAsync(connection, id, line);
            (_connection, Status) = (connection, null);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task LoseAsync()
    {
        await _sending.WaitAsync();
        _connection = null;
        _sending.Release();
    }

    public void Dispose() => _sending.Dispose();

    /// <summary>Null: it is not of a kind that this client knows.</summary>
    private static (string Type, JsonElement Message)? Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.TryGetProperty("type", out var type) && type.GetString() is { } name ? (name, document.RootElement.Clone()) : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
