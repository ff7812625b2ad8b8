using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>What a room gives out to be persisted is all that is needed to recreate it, whatever was done in it.</summary>
public class KeepingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_room_restored_from_its_rows_has_the_same_items_and_nodes(int seed)
    {
        var run = new RandomRun(seed);
        var rows = new SavedRows();
        for (var step = 0; step < 4000; step++)
        {
            run.Step();
            rows.Apply(run.Effects.Changes);
            run.Effects.Clear();
            if (step % 500 == 499)
                AssertSame(run.Room, rows, $"seed {seed}, step {step}");
        }
    }

    [Fact]
    public void Respawns_take_at_most_their_delay_after_world_time_is_set_back()
    {
        const long ayear = 20L * 3600 * 24 * 365;
        var world = new WorldBuilder()
            .CreatureKind("rat", static rat => rat with { RespawnTicks = 80 })
            .Room("grove", static grove => grove.WithNode(Resource.Gold, 0, 0, 1, 50, true).WithCreature("rat", 5, 5))
            .Build();
        var rows = new SavedRows();
        rows.Apply([new RoomChanged(new RoomRecord { Id = new RoomId("grove"), Nodes = [new NodeRecord(0, 0, ayear)], Dead = [new DeadCreature(0, ayear)] })]);
        var room = new RoomScenario(world, "grove", rows, tick: 1000);

        room.Tick(49).ExpectNo<NodeRespawned>();
        room.Tick().ExpectEvent<NodeRespawned>();
        room.Tick(29).ExpectNo<CreatureRespawned>();
        room.Tick().ExpectEvent<CreatureRespawned>();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void No_item_is_ever_lost_or_doubled(int seed)
    {
        var run = new RandomRun(seed);
        var made = RandomRun.World.Rooms["hall"].Items.Count;
        var consumed = 0;
        run.Effects.Clear();
        for (var step = 0; step < 4000; step++)
        {
            run.Step();
            made += run.Effects.Events.OfType<ItemAppeared>().Count();
            consumed += run.Effects.Events.OfType<ItemUsed>().Count(static used => used.Consumed);
            run.Effects.Clear();
            var ids = AllItems(run.Room).ToList();
            Assert.True(ids.Count == made - consumed && ids.Distinct().Count() == ids.Count, $"seed {seed}, step {step}: {made} made, {consumed} consumed, {ids.Count} there");
        }
        Assert.True(made > 5 && consumed > 0, $"seed {seed} tried too little: {made} made, {consumed} consumed");
    }

    private static IEnumerable<ItemId> AllItems(Room room) =>
        room.View(1, []).Items.Select(static item => item.Id).Concat(room.Players.SelectMany(player => room.Save(player)!.Items).Select(static item => item.Id));

    private static void AssertSame(Room room, SavedRows rows, string where)
    {
        var again = new Room(RandomRun.World, room.Definition, room.Id, rows.Load(room.Id), room.Tick);
        var (before, after) = (room.View(1, []), again.View(1, []));
        Assert.Equal(before.Items.OrderBy(static item => item.Id), after.Items.OrderBy(static item => item.Id));
        Assert.True(before.Nodes.AsSpan().SequenceEqual(after.Nodes), $"{where}: nodes");
        Assert.Equal(before.Creatures.Select(static creature => creature.Health == 0), after.Creatures.Select(static creature => creature.Health == 0));
        foreach (var player in room.Players)
        {
            var (live, kept) = (room.Save(player)!, rows.Load(player));
            Assert.Equal(live.Items.OrderBy(static item => item.Id), kept?.Items ?? []);
            Assert.Equal(live.Record.Resources, kept?.Record.Resources ?? default);
            Assert.Equal(live.Record.Score, kept?.Record.Score ?? 0);
        }
    }
}
