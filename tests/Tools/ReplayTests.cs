using System.Text.Json;
using System.Text.RegularExpressions;

namespace Actors.Tools.Tests;

/// <summary>A real server records, real players play, and the real program plays it again.</summary>
public sealed partial class ReplayTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-replay-");

    private string Recordings => Path.Combine(_directory.FullName, "recordings");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_recording_of_a_real_server_replays_to_the_same_hashes()
    {
        await using (var server = await StartAsync("plaza, wolf-den"))
        {
            await PlayAsync(server);
            await server.StopAsync();
        }
        Assert.Equal(["plaza", "wolf-den"], Files().Select(RoomOf));
        foreach (var file in Files())
        {
            var (exit, output, errors) = await ToolProcess.RunAsync("replay", file);
            Assert.True(exit == 0, output + errors);
            Assert.Contains("The recording ends: the room stopped.", output);
            Assert.Matches(@"^[1-9]\d* ticks, [1-9]\d* inputs, all hashes as recorded\n$", output[(output.IndexOf('\n') + 1)..]);
        }

        var (_, told, _) = await ToolProcess.RunAsync("replay", Files()[0], "--print", "inputs", "events", "state");
        Assert.Contains("\"command\":{\"$\":\"TypedLine\",\"line\":\"take lamp\"}} -> {\"$\":\"Done\",\"text\":\"You take the brass lamp.\"}", told);
        Assert.Contains("* {\"$\":\"ItemTaken\"", told);
        Assert.DoesNotContain("tokenHash", told);
    }

    [Fact]
    public async Task A_recording_of_a_server_that_was_killed_replays_as_far_as_it_goes()
    {
        await using (var server = await StartAsync("*"))
        {
            await PlayAsync(server);
            await server.KillAsync();
        }
        var plaza = Files().Single(static file => RoomOf(file) == "plaza");
        var (exit, output, errors) = await ToolProcess.RunAsync("replay", plaza);
        Assert.True(exit == 0, output + errors);
        Assert.Contains("was killed, or is writing still", output);

        await File.WriteAllTextAsync(plaza, (await File.ReadAllTextAsync(plaza)).TrimEnd('\n')[..^5]);
        (exit, output, _) = await ToolProcess.RunAsync("replay", plaza);
        Assert.Equal(0, exit);
        Assert.Contains("within a line", output);
    }

    [Fact]
    public async Task A_changed_input_is_shown_with_the_tick_at_which_it_made_a_difference()
    {
        await using (var server = await StartAsync("plaza"))
        {
            await PlayAsync(server);
            await server.StopAsync();
        }
        var file = Assert.Single(Files());
        var lines = await File.ReadAllLinesAsync(file);
        var taking = Array.FindIndex(lines, static line => line.Contains("\"line\":\"take lamp\"", StringComparison.Ordinal));
        lines[taking] = lines[taking].Replace("lamp", "lump", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);
        var tick = TickOf(lines[Array.FindIndex(lines, taking, static line => line.Contains("\"hash\"", StringComparison.Ordinal))]);

        var (exit, output, _) = await ToolProcess.RunAsync("replay", file);
        Assert.Equal(1, exit);
        Assert.Contains($"Tick {tick}: the state's hash is ", output);
        Assert.Contains("\"line\":\"take lump\"", output);

        (exit, output, _) = await ToolProcess.RunAsync("replay", file, "--json");
        var result = JsonDocument.Parse(output).RootElement;
        Assert.Equal(1, exit);
        Assert.Equal(("Differs", tick), (result.GetProperty("outcome").GetString(), result.GetProperty("tick").GetInt64()));

        // Up to the tick before, nothing is wrong: it shows who stands where.
        (exit, output, _) = await ToolProcess.RunAsync("replay", file, "--to", $"{TickOf(lines[taking]) - 1}");
        Assert.Equal(0, exit);
        Assert.Matches(@"player \d+ Hero: at ", output);
        Assert.Contains("brass lamp: at ", output);
    }

    [Theory]
    [InlineData("no-such-file.jsonl", "no-such-file.jsonl")]
    [InlineData("Actors.Tools.dll", "line 1")]
    public async Task An_invalid_recording_is_an_error(string file, string why)
    {
        var (exit, _, errors) = await ToolProcess.RunAsync("replay", Path.Combine(AppContext.BaseDirectory, file));
        Assert.Equal(1, exit);
        Assert.Contains(why, errors);
    }

    private Task<ServerProcess> StartAsync(string rooms) => ServerProcess.StartAsync(
        Path.Combine(_directory.FullName, "world.db"), $"--Actors:Rooms:Record={rooms}", $"--Actors:Rooms:RecordDirectory={Recordings}");

    private static async Task PlayAsync(ServerProcess server)
    {
        await using var hero = await MudClient.EnterAsync(server.WebSocketPort, "Hero", "plaza");
        await using var bob = await MudClient.EnterAsync(server.WebSocketPort, "Bob", "wolf-den");
        Assert.Equal("You take the brass lamp.", await hero.AskAsync("take lamp"));
        await hero.AskAsync("take everything in sight");
        await hero.TypeAsync("say für \"alle\"");
        await hero.HearAsync("Hero says: für \"alle\"");
        await bob.TypeAsync("attack wolf");
        await bob.HearAsync("The grey wolf hits you for 8.");
        Assert.Equal("You go north.", await hero.AskAsync("north"));
        await hero.SeeRoomAsync(static room => room.GetProperty("room_id").GetString() == "market");
    }

    private string[] Files() => [.. Directory.GetFiles(Recordings).Order(StringComparer.Ordinal)];

    /// <summary>A file is called after its room, the epoch and the tick at which it begins.</summary>
    private static string RoomOf(string file) => FileName().Match(Path.GetFileName(file)).Groups["room"].Value;

    private static long TickOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("tick").GetInt64();

    [GeneratedRegex(@"^(?<room>.+)-\d+-\d+\.jsonl$", RegexOptions.None, 1000)]
    private static partial Regex FileName();
}
