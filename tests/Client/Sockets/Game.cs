using System.Diagnostics;

namespace Actors.Client.Tests.Sockets;

/// <summary>A client with a game loop, which the test runs until a condition holds.</summary>
internal sealed class Game : IDisposable
{
    public Game(string address, Action<GameClientOptions>? set = null)
    {
        var options = new GameClientOptions();
        set?.Invoke(options);
        Client = new GameClient(address, options);
        Client.Happened += happened => Lines.Add(happened.Line ?? "");
        Client.Failed += error => Errors.Add(error.Code.Value);
        Client.StateChanged += _ => States++;
    }

    public GameClient Client { get; }

    public List<string> Lines { get; } = [];

    public List<string> Errors { get; } = [];

    public int States { get; private set; }

    public static async Task<Game> EnterAsync(string address, string name, Action<GameClientOptions>? set = null)
    {
        var game = new Game(address, its =>
        {
            its.Name = name;
            set?.Invoke(its);
        });
        game.Client.Connect();
        await game.Until(() => game.Client.Me is not null, "come in");
        return game;
    }

    /// <summary>Updates every few milliseconds, as a game does: a client is polled, and predicts and draws by the real clock, so there is no event to await.</summary>
    public async Task Until(Func<bool> condition, string what)
    {
        for (var begun = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(4))
        {
            Client.Update();
            Assert.True(Stopwatch.GetElapsedTime(begun) < Eventually.Limit,
                $"It did not {what}: {Client.Connection}, {Client.Ending}, {string.Join(" / ", Lines.TakeLast(5))}, {string.Join(' ', Errors)}");
        }
    }

    public async Task<CommandResult> Ask(string line)
    {
        var asked = Client.CommandAsync(line);
        await Until(() => asked.IsCompleted, $"get an answer to {line}");
        return await asked;
    }

    public void Dispose() => Client.Dispose();
}
