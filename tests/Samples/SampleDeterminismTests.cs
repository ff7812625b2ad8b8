using Actors.World;

namespace Actors.Samples.Tests;

/// <summary>The samples' rules give the same state for the same inputs, and something happens in their runs.</summary>
public class SampleDeterminismTests
{
    private const int Runs = 100;
    private const int Steps = 10_000;

    [Fact]
    public void Tag_is_deterministic() =>
        Same(SampleWorlds.Tag, "arena", 4, ["standings", "look", "say here", "help"], "tag.chosen", "tag.tagged", "tag.won");

    [Fact]
    public void Trading_is_deterministic() =>
        Same(
            SampleWorlds.Caravan.With("court", static court => court with { Items = [.. court.Items, new("lamp", new(0, 0)), new("rope", new(2, 0)), new("lamp", new(3, 0))] }),
            "court", 3,
            [
                "trade Player1", "trade Player2", "trade Player3", "offer lamp", "offer rope", "offer carpet", "offer dates", "accept", "accept", "accept", "take all", "take lamp", "drop lamp",
                "use dates", "talk to master", "inventory",
            ],
            "caravan.sat_down", "caravan.offered", "caravan.traded", "caravan.errand");

    [Fact]
    public void The_bazaar_is_deterministic() =>
        Same(
            SampleWorlds.Caravan.With("bazaar", static bazaar => bazaar with { Items = [new("key", new(0, 0))] }),
            "bazaar", 3,
            ["buy", "buy lamp", "buy dates", "sell lamp", "sell dates", "unlock east", "take key", "drop key", "go east", "talk to shopkeeper", "use dates"],
            "caravan.unlocked", "caravan.fell_shut");

    private static void Same(WorldDefinition world, string room, int players, string[] lines, params string[] mustHappen)
    {
        var all = new bool[mustHappen.Length];
        Parallel.For(0, Runs, seed =>
        {
            var first = RandomPlay.Hash(world, room, players, lines, seed, Steps, out var seen);
            Assert.True(first == RandomPlay.Hash(world, room, players, lines, seed, Steps, out _), $"seed {seed}: two runs of the same inputs differ");
            for (var i = 0; i < mustHappen.Length; i++)
                all[i] |= seen.ContainsKey(mustHappen[i]);
        });
        Assert.True(Array.TrueForAll(all, static happened => happened), $"Not in any run: {string.Join(", ", mustHappen.Where((_, i) => !all[i]))}");
    }
}
