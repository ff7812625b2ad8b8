using Actors.TestKit;
using Actors.World;
using Caravan.Rules.Trade;

namespace Actors.Samples.Tests;

/// <summary>Whatever players type, items change hands, and are neither made nor lost by it.</summary>
public class ConservationTests
{
    private const int Runs = 40;
    private const int Commands = 1_500;

    private static readonly string[] Names = ["Ada", "Bob", "Cid"];
    private static readonly string[] Things = ["lamp", "rope", "carpet", "dates", "key"];

    private static readonly WorldDefinition World = SampleWorlds.Caravan.With(
        "court", static court => court with { Items = [.. Enumerable.Range(0, 15).Select(static i => new PlacedItem(Things[i % Things.Length], new(i - 7, 0)))] });

    [Fact]
    public void Trading_keeps_every_item_and_gives_each_exactly_one_holder()
    {
        var trades = 0;
        Parallel.For(0, Runs, seed => Interlocked.Add(ref trades, Play(seed)));
        Assert.True(trades > Runs, $"Only {trades} trades came about.");
    }

    private static int Play(int seed)
    {
        var random = new Random(seed);
        var court = new RoomScenario(World, "court");
        foreach (var name in Names)
            court.Enter(name);
        var all = court.Saved.Items.Select(static item => (item.Id, item.Kind)).ToList();
        var trades = 0;
        for (var i = 0; i < Commands; i++)
        {
            court.Type(Pick(random, Names), Line(random));
            if (court.Events.OfType<Traded>().SingleOrDefault() is { } traded)
            {
                trades++;
                Assert.All(traded.Given, id => Assert.Equal(traded.Other, HolderOf(court, id)));
                Assert.All(traded.Taken, id => Assert.Equal(traded.Player, HolderOf(court, id)));
            }
            // The rows reject an item with two holders or none; the room has what the rows have.
            Assert.True(all.SequenceEqual(court.Saved.Items.Select(static item => (item.Id, item.Kind))), $"seed {seed}, command {i}: the items are not those that there were");
            var held = Names.Sum(name => court.Player(name).Items.Count) + court.Frame().Items.Length;
            Assert.True(held == all.Count, $"seed {seed}, command {i}: {held} items of {all.Count} are in the room");
        }
        return trades;
    }

    private static PlayerId? HolderOf(RoomScenario court, ItemId id) => court.Saved.Items.Single(item => item.Id == id).Player;

    private static string Line(Random random) => random.Next(10) switch
    {
        0 => $"trade {Pick(random, Names)}",
        < 4 => $"offer {Pick(random, Things)}",
        < 7 => "accept",
        7 => "take all",
        8 => $"take {Pick(random, Things)}",
        _ => $"drop {Pick(random, Things)}",
    };

    private static string Pick(Random random, string[] among) => among[random.Next(among.Length)];
}
