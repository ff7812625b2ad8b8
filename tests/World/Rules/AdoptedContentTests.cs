using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>Whether a room that is played in is the same with other content and continues, or has to be recreated.</summary>
public class AdoptedContentTests
{
    private static RuleSet Rules { get; } = Grove.With();

    [Fact]
    public void A_room_adopts_content_that_changes_only_other_rooms_and_absent_kinds()
    {
        var room = Hall();
        var next = World(
            static world => world.ItemKind("oar", static oar => oar with { Heals = 3 }).ItemKind("net").CreatureKind("cat", static cat => cat with { Speed = 9 }),
            static yard => yard with { Title = "The Yard" }).Room("quay").Build();
        Assert.True(room.Room.TryAdopt(next));
        Assert.Same(next, room.Room.World);
        // Items that come in afterwards are of the new content.
        room.Try("Ada", static on => on.Room.SpawnItem("net", on.Player));
        room.Type("Ada", "examine net").ExpectDone("It is a net.");
    }

    public static TheoryData<string, Func<WorldBuilder, WorldBuilder>> Changes => new()
    {
        { "a kind of item that lies there", static world => world.ItemKind("lamp", static lamp => lamp with { Description = "It glows." }) },
        { "a kind of item that is carried there", static world => world.ItemKind("rope", static rope => rope with { AttackBonus = 2 }) },
        { "a kind of creature that lives there", static world => world.CreatureKind("rat", static rat => rat with { MaxHealth = 3 }) },
        { "a number of the rules", static world => world.Rules(static rules => rules with { Reach = 4 }) },
        { "another room that has become this one", static world => world.FormerRoom("lobby", "hall") },
        { "a kind that things there are set aside for", static world => world.ItemKind("gem") },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_room_rejects_changes_that_affect_it(string what, Func<WorldBuilder, WorldBuilder> change)
    {
        var room = Hall();
        var before = room.Room.World;
        Assert.False(room.Room.TryAdopt(World(change).Build()), what);
        Assert.Same(before, room.Room.World);
    }

    [Fact]
    public void A_room_rejects_any_change_to_its_own_definition()
    {
        foreach (var change in (Func<RoomDefinition, RoomDefinition>[])
            [
                static hall => hall with { Description = "It is swept." }, static hall => hall with { Capacity = 3 }, static hall => hall.WithWall(5, 5, 1, 1),
                static hall => hall.WithItem("lamp", 3, 3), static hall => hall.WithCreature("rat", 3, 3), static hall => hall with { Overflow = true },
            ])
        {
            Assert.False(Hall().Room.TryAdopt(World(hall: change).Build()));
        }
        Assert.False(Hall().Room.TryAdopt(new WorldBuilder().WithRules(Rules).ItemKind("lamp").ItemKind("rope").CreatureKind("rat").Room("yard").Build()));
        Assert.True(Hall().Room.TryAdopt(World().Build()));
    }

    /// <summary>Ada is in, with a rope, and a gem of a kind that is gone; a lamp lies there and a rat lives there.</summary>
    private static RoomScenario Hall()
    {
        var room = new RoomScenario(World().Build(), "hall");
        ItemRecord[] items = [Held("rope", 1), Held("gem", 2)];
        room.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = new RoomId("hall"), Health = 100 }, items)).ExpectDone();
        return room;
    }

    private static ItemRecord Held(string kind, int number) => new(new ItemId($"mill:{number}"), kind, new PlayerId(1), null, Vector.Zero);

    private static WorldBuilder World(
        Func<WorldBuilder, WorldBuilder>? change = null, Func<RoomDefinition, RoomDefinition>? yard = null, Func<RoomDefinition, RoomDefinition>? hall = null)
    {
        var world = new WorldBuilder().WithRules(Rules).ItemKind("lamp").ItemKind("rope").ItemKind("oar").CreatureKind("rat").CreatureKind("cat");
        return (change?.Invoke(world) ?? world)
            .Room("hall", it => (hall ?? (static same => same))(it.WithItem("lamp", 1, 1).WithCreature("rat", 2, 2)))
            .Room("yard", yard).Exit("hall", "north", "yard");
    }
}
