using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Actors.System.Tests;

/// <summary>
/// The server is killed without warning while players act, again and again on the same world. Answered commands must be there; unanswered
/// ones may or may not have happened; no item may be lost or doubled. ACTORS_KILL_ROUNDS makes it more rounds.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Players = 4;

    /// <summary>Per round.</summary>
    private const int MaxAnswers = 100;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-kill-");

    private string Data => Path.Combine(_directory.FullName, "world.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Answered_commands_survive_a_kill_and_every_item_exists_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("ACTORS_KILL_ROUNDS") ?? "20", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("ACTORS_KILL_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        Player[] players = [.. Enumerable.Range(1, Players).Select(static i => new Player($"Killer{i}"))];
        var known = new Dictionary<string, string>();
        var answers = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(Data);
            // Killed while they play, now and then before the first answer: the number of answers says when, not the speed of the machine.
            using var enough = new SemaphoreSlim(0);
            var playing = players.Select(player => player.PlayAsync(server.WebSocketPort, new Random(random.Next()), enough)).ToArray();
            for (var answered = random.Next(MaxAnswers); answered > 0; answered--)
                Assert.True(await enough.WaitAsync(Eventually.Limit), $"Seed {seed}, round {round}: they are not answered.\n{server.Output}");
            await server.KillAsync();
            var problems = await Task.WhenAll(playing);
            Assert.True(Array.TrueForAll(problems, static problem => problem is null), $"Seed {seed}, round {round}: {string.Join('\n', problems)}\n{server.Output}");
            answers += players.Sum(static player => player.TakeAnswers());
            CheckItems(known, $"Seed {seed}, round {round}");
        }
        Assert.True(answers > rounds * Players, $"Only {answers} commands were answered: the rounds tried nothing.");
    }

    /// <summary>Checked in the database itself: no item that was ever seen is gone, each has one holder, and that holder exists.</summary>
    private void CheckItems(Dictionary<string, string> known, string where)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Data};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT i.id, i.kind, i.room, i.player, p.id FROM items i LEFT JOIN players p ON p.id = i.player";
        using var row = command.ExecuteReader();
        var now = new Dictionary<string, string>();
        while (row.Read())
        {
            Assert.True(row.IsDBNull(2) != row.IsDBNull(3), $"{where}: {row.GetString(0)} has not exactly one holder.");
            Assert.True(row.IsDBNull(3) || !row.IsDBNull(4), $"{where}: {row.GetString(0)} is held by a player that does not exist.");
            now.Add(row.GetString(0), row.GetString(1));
        }
        Assert.Empty(known.Where(item => now.GetValueOrDefault(item.Key) != item.Value).Select(item => $"{where}: {item.Key} is gone"));
        foreach (var (id, kind) in now)
            known[id] = kind;
    }

    /// <summary>A player who acts at random and remembers the answers.</summary>
    private sealed class Player(string name)
    {
        private static readonly string[] Lines =
            ["take all", "take lamp", "take coin", "drop all", "drop lamp", "gather", "gather wood", "north", "south", "east", "west", "in", "out", "look"];

        private string _name = "";
        private int _attempts;
        private string? _token;
        private SortedSet<string>? _held;
        private int _gathered;
        private bool _isUnsure;
        private int _answers;

        public int TakeAnswers()
        {
            var taken = _answers;
            _answers = 0;
            return taken;
        }

        /// <summary>Plays until the connection breaks; returns what was wrong, or null.</summary>
        public async Task<string?> PlayAsync(int port, Random random, SemaphoreSlim answered)
        {
            try
            {
                // A name that was claimed but never confirmed is lost with its token: another is chosen
                if (_token is null)
                    _name = $"{name}-{++_attempts}";
                await using var client = await JsonClient.ConnectAsync(port, _token is null ? $"/ws/game/?name={_name}" : $"/ws/game/?token={_token}");
                var welcome = await client.UntilAsync(static message => message.Event() == "welcome");
                if (welcome.GetProperty("data").GetProperty("player_name").GetString() != _name)
                    return $"{_name} came back as somebody else: {welcome}";
                _token ??= welcome.GetProperty("data").GetProperty("token").GetString();
                if (await CompareAsync(client) is { } problem)
                    return problem;
                while (true)
                {
                    _isUnsure = true;
                    // Answers come in the order of the requests: when the second is here, so was the first.
                    await client.TypeAsync(Lines[random.Next(Lines.Length)]);
                    Remember(await LookAtInventoryAsync(client));
                    _answers++;
                    _isUnsure = false;
                    answered.Release();
                }
            }
            catch (Exception broken) when (broken is WebSocketException or IOException or OperationCanceledException or InvalidOperationException)
            {
                return null;
            }
        }

        private static async Task<JsonElement> LookAtInventoryAsync(JsonClient client)
        {
            await client.TypeAsync("inventory");
            return await client.UntilAsync(static message => message.Event() == "inventory");
        }

        private async Task<string?> CompareAsync(JsonClient client)
        {
            var (held, gathered) = (_held, _gathered);
            Remember(await LookAtInventoryAsync(client));
            // With one command unanswered, a difference of one step is right; without one, no difference is.
            if (held is null || _isUnsure)
            {
                var lostResources = held is not null && _gathered < gathered;
                _isUnsure = false;
                return lostResources ? $"{_name} had gathered {gathered} and has {_gathered}." : null;
            }
            return held.SetEquals(_held!) && _gathered == gathered
                ? null
                : $"{_name} held [{string.Join(", ", held)}] and {gathered}, and came back with [{string.Join(", ", _held!)}] and {_gathered}.";
        }

        private void Remember(JsonElement inventory)
        {
            var data = inventory.GetProperty("data");
            _held = [.. data.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!)];
            _gathered = data.GetProperty("resources").EnumerateObject().Sum(static count => count.Value.GetInt32());
        }
    }
}
