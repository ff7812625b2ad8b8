using Actors.Rules;
using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>How one content differs from another.</summary>
public class ContentChangeBetweenTests
{
    [Fact]
    public void Content_that_was_read_twice_has_not_changed()
    {
        var change = ContentChange.Between(Sample(), Sample());
        Assert.Equal("no room and no kind has changed", change.ToString());
        Assert.Empty(change.NeedsRestart);
    }

    [Fact]
    public void A_content_change_lists_the_affected_rooms_and_kinds()
    {
        var before = new WorldBuilder().ItemKind("lamp").CreatureKind("rat").CreatureKind("cat").Room("hall").Room("yard").Room("mill").Build();
        var after = new WorldBuilder().ItemKind("lamp", static lamp => lamp with { Aliases = ["light"] }).ItemKind("oar").CreatureKind("rat", static rat => rat with { Speed = 3 }).CreatureKind("cat")
            .Room("hall", static hall => hall with { Description = "It is swept." }).Room("yard").Room("quay").Build();
        var change = ContentChange.Between(before, after);
        Assert.Equal(["quay"], change.RoomsAdded);
        Assert.Equal(["mill"], change.RoomsRemoved);
        Assert.Equal(["hall"], change.RoomsChanged);
        Assert.Equal(["lamp", "oar", "rat"], change.KindsChanged);
        Assert.Equal("1 room changed, 1 room added, 1 room removed, 3 kinds changed", change.ToString());
        Assert.Empty(change.NeedsRestart);
    }

    [Fact]
    public void A_new_tick_length_needs_a_restart_and_other_rules_do_not()
    {
        var before = new WorldBuilder().Room("hall").Build();
        Assert.Empty(ContentChange.Between(before, new WorldBuilder().Room("hall").Rules(static rules => rules with { Reach = 3, PlayerMaxHealth = 7 }).Build()).NeedsRestart);
        var slower = new WorldBuilder().Room("hall").Rules(static rules => rules with { TickMilliseconds = 100 }).Build();
        Assert.Equal(["rules.tickMilliseconds is 100 now, and the world runs with 50"], ContentChange.Between(before, slower).NeedsRestart);
    }

    private static WorldDefinition Sample() => TinyWorld.Valid(ContentLoader.Load(Repository.Content, BuiltInRules.All));
}
