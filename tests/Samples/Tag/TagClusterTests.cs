namespace Actors.Samples.Tests;

/// <summary>A match in a cluster of two world nodes and a gateway, each a process of the sample's own program.</summary>
public sealed class TagClusterTests
{
    [Fact]
    public async Task A_match_survives_node_crashes_ends_once_and_returns_all_players_with_scores()
    {
        await using var sample = new SampleServer("Tag").With("zones/park.yaml", "roundSeconds: 60, pauseSeconds: 5", "roundSeconds: 20, pauseSeconds: 1");
        await using var first = await sample.StartNodeAsync("world-node", "--Actors:Cluster:Node=world-1");
        await using var second = await sample.StartNodeAsync("world-node", "--Actors:Cluster:Node=world-2");
        await using var gateway = await sample.StartNodeAsync("--Actors:Cluster:Node=gateway-1");
        await using var ada = await Runner.EnterAsync(gateway.WebSocketPort, "Ada");
        await using var bob = await Runner.EnterAsync(gateway.WebSocketPort, "Bob");
        await using var cid = await Runner.EnterAsync(gateway.WebSocketPort, "Cid");

        await ada.DoAsync(1, new { type = "command", id = 1, line = "play" });
        await ada.UntilInAsync("arena@lobby-1");
        await bob.DoAsync(1, new { type = "command", id = 1, verb = "join", args = new { room = "arena@lobby-1" } });
        await bob.UntilInAsync("arena@lobby-1");
        await ada.UntilAsync("tag.chosen");
        await cid.DoAsync(1, new { type = "command", id = 1, verb = "join", args = new { set = "match", filter = new { phase = "playing" } } });
        await cid.UntilInAsync("arena@lobby-1");

        // One of them hosts the match, and one of them the bench.
        await first.KillAsync();
        await ada.DoAsync(2, new { type = "command", id = 2, line = "say one is gone" });
        await using var third = await sample.StartNodeAsync("world-node", "--Actors:Cluster:Node=world-3");
        await second.KillAsync();
        await ada.DoAsync(3, new { type = "command", id = 3, line = "say two are gone" });

        Runner[] all = [ada, bob, cid];
        await Task.WhenAll(all.Select(static runner => runner.UntilInAsync("lobby")));
        var standings = (await ada.DoAsync(4, new { type = "command", id = 4, line = "standings" })).GetProperty("text").GetString()!.Split('\n');
        Assert.Equal(3, standings.Length);
        Assert.Single(standings, static line => line.EndsWith(" 1 won", StringComparison.Ordinal));
        Assert.Equal(2, standings.Count(static line => line.EndsWith(" 0 won", StringComparison.Ordinal)));
        Assert.Empty((await bob.DoAsync(2, new { type = "command", id = 2, verb = "rooms" })).GetProperty("rooms").EnumerateArray());
    }
}
