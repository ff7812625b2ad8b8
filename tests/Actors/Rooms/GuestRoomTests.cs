using Actors.Rooms;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>What becomes of a guest that has left, of its name and of what it had carried off, with real rooms and in virtual time.</summary>
public sealed class GuestRoomTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .Rules(static rules => rules with { ItemReturnSeconds = 300 })
        .ItemKind("lamp")
        .ItemKind("loaf", static kind => kind with { Returns = false })
        .Room("hall", static room => room with { Items = [new PlacedItem("lamp", new Vector(1, 2)), new PlacedItem("loaf", new Vector(3, 4))] })
        .Room("yard")
        .Exit("hall", "north", "yard")
        .Build();

    [Fact]
    public async Task A_guest_that_leaves_with_nothing_gives_its_name_up_and_one_that_owns_something_keeps_it()
    {
        await using var node = new SimulatedNode(World);
        await JoinAsync(node, 1, "Ada");
        await JoinAsync(node, 2, "Ben");
        node.Ask(2, "hall", 2, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Leave(1, "hall", 1);
        node.Leave(2, "hall", 2);
        node.Advance(0.1);
        Assert.False(node.Store.Find(new PlayerId(1))!.Named);
        Assert.Equal(("Ben", true), node.Store.Find(new PlayerId(2)) is { } ben ? (ben.Name, ben.Named) : default);
    }

    [Fact]
    public async Task A_guest_that_is_only_cut_off_keeps_its_name_for_the_time_of_grace()
    {
        await using var node = new SimulatedNode(World);
        await JoinAsync(node, 1, "Ada");
        node.Leave(1, "hall", 1, cutOff: true);
        node.Advance(19);
        Assert.True(node.Store.Find(new PlayerId(1))!.Named);
        node.Advance(2);
        Assert.False(node.Store.Find(new PlayerId(1))!.Named);
    }

    [Fact]
    public async Task A_name_is_kept_for_as_many_minutes_as_the_option_says()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { GuestNameMinutes = 10 });
        await JoinAsync(node, 1, "Ada");
        node.Leave(1, "hall", 1);
        node.Advance(9 * 60);
        Assert.True(node.Store.Find(new PlayerId(1))!.Named);
        node.Advance(3 * 60);
        Assert.False(node.Store.Find(new PlayerId(1))!.Named);
    }

    [Fact]
    public async Task An_item_that_a_guest_carried_off_is_back_in_its_place_after_its_time()
    {
        await using var node = new SimulatedNode(World);
        await JoinAsync(node, 1, "Ada");
        await JoinAsync(node, 2, "Ben");
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Leave(1, "hall", 1);
        node.Advance(4 * 60);
        node.Ask(2, "hall", 2, 1, new Take("lamp"));
        node.Advance(0.1);
        Assert.IsType<Rejected>(node.Last<Answered>(2).Reply);

        node.Advance(3 * 60);
        node.Ask(2, "hall", 2, 2, new Look());
        node.Advance(0.1);
        Assert.Contains(Assert.IsType<Described>(node.Last<Answered>(2).Reply).Room.Items, static item => item.Contains("lamp", StringComparison.Ordinal));
        Assert.Equal(new Vector(1, 2), Lamp(node).Position);
        node.Ask(2, "hall", 2, 3, new Take("lamp"));
        node.Advance(0.1);
        Assert.IsType<Done>(node.Last<Answered>(2).Reply);
        Assert.Equal(new PlayerId(2), Lamp(node).Player);
        Assert.False(node.Store.Find(new PlayerId(1))!.Named);
        Assert.Empty(node.Told(2).OfType<RoomClosed>());
    }

    [Fact]
    public async Task An_item_that_comes_back_to_a_room_that_nobody_is_in_lies_there_when_somebody_comes()
    {
        await using var node = new SimulatedNode(World);
        await JoinAsync(node, 1, "Ada");
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Leave(1, "hall", 1);
        node.Advance(10 * 60);
        Assert.Null(node.ActivationOf("hall"));
        await JoinAsync(node, 2, "Ben");
        node.Ask(2, "hall", 2, 1, new Take("lamp"));
        node.Advance(0.1);
        Assert.IsType<Done>(node.Last<Answered>(2).Reply);
    }

    [Fact]
    public async Task A_guest_that_comes_back_in_time_has_what_it_carried()
    {
        await using var node = new SimulatedNode(World);
        await JoinAsync(node, 1, "Ada");
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Leave(1, "hall", 1);
        node.Advance(4 * 60);
        node.Join(2, "hall", 1, known: true);
        node.Advance(60 * 60);
        Assert.Equal(new PlayerId(1), Lamp(node).Player);
        node.Ask(2, "hall", 1, 2, new Drop("lamp"));
        node.Advance(0.1);
        Assert.IsType<Done>(node.Last<Answered>(2).Reply);
    }

    [Fact]
    public async Task A_guest_that_does_not_come_back_is_forgotten_and_its_things_go_where_content_says()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { GuestDays = 1 });
        await JoinAsync(node, 1, "Ada");
        node.Ask(1, "hall", 1, 1, new Take("loaf"));
        node.Advance(0.1);
        node.Leave(1, "hall", 1);
        node.Advance(23 * 60 * 60);
        Assert.Equal(2, node.Store.Items.Count);
        Assert.True(node.Store.Find(new PlayerId(1))!.Named);
        node.Advance(2 * 60 * 60);
        Assert.Null(node.Store.Find(new PlayerId(1)));
        Assert.Equal("lamp", Assert.Single(node.Store.Items).Kind);
        node.Join(2, "hall", 1, known: true);
        node.Advance(0.1);
        Assert.Equal(Codes.NoSuchPlayer, node.Last<JoinRefused>(2).Why.Code);
    }

    [Fact]
    public async Task A_player_who_stands_idle_in_the_world_loses_nothing()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { GuestDays = 1 });
        await JoinAsync(node, 1, "Ada");
        node.Advance(26 * 60 * 60);
        Assert.Equal(("Ada", true), node.Store.Find(new PlayerId(1)) is { } ada ? (ada.Name, ada.Named) : default);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
    }

    [Fact]
    public async Task A_name_of_somebody_who_never_came_in_is_free_after_a_while()
    {
        await using var node = new SimulatedNode(World);
        await node.Store.ClaimNameAsync(Ada(1, "Ada"), "Ada", default);
        node.Advance(10 * 60);
        Assert.True(node.Store.Find(new PlayerId(1))!.Named);
        node.Advance(20 * 60);
        Assert.False(node.Store.Find(new PlayerId(1))!.Named);
    }

    private static ItemRecord Lamp(SimulatedNode node) => node.Store.Items.Single(static item => item.Kind == "lamp");

    private static PlayerRecord Ada(long id, string name) =>
        new() { Id = new PlayerId(id), Name = name, Room = new RoomId("hall"), Health = 100, TokenHash = $"token {id}" };

    private static async Task JoinAsync(SimulatedNode node, long id, string name)
    {
        Assert.Equal(ClaimOutcome.Claimed, await node.Store.ClaimNameAsync(Ada(id, name), name, default));
        node.Join(id, "hall", id, known: true);
        node.Advance(0.1);
    }
}
