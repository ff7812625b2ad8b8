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
    public async Task A_leaving_guest_keeps_its_name_only_if_it_owns_something()
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
    public async Task A_disconnected_guest_keeps_its_name_for_the_reconnect_window()
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
    public async Task A_guest_name_is_kept_for_GuestNameMinutes()
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
    public async Task An_item_of_an_absent_guest_returns_after_ItemReturnSeconds()
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
    public async Task An_item_returned_to_an_empty_room_is_there_for_the_next_player()
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
    public async Task A_guest_that_returns_in_time_keeps_its_items()
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
    public async Task An_absent_guest_is_deleted_after_GuestDays_with_its_non_returning_items()
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
    public async Task A_player_idling_in_the_world_loses_nothing()
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
    public async Task A_name_claimed_without_a_join_is_freed_after_a_while()
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
