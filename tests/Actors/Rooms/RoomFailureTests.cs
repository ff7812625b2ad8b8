using Actors.Rooms;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Rooms;

/// <summary>A room that fails restarts from the store, and closes when it keeps failing.</summary>
public sealed class RoomFailureTests
{
    private static readonly WorldDefinition World = SampleWorld.Load();
    private static readonly RoomId Hall = new("hall");

    [Fact]
    public async Task A_failed_room_notifies_its_gateways_and_restarts_under_the_next_epoch()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Watch("hall");
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        Fail(node);
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 2, new ShowInventory());
        node.Advance(0.1);
        Assert.Equal(new RoomClosed(Hall, 1), Assert.Single(node.Told(1).OfType<RoomClosed>()));
        Assert.Equal(2, node.Last<Joined>(1).Epoch);
        Assert.Equal("lamp", Assert.Single(Assert.IsType<InventoryShown>(node.Last<Answered>(1).Reply).Items).Kind);
        Assert.Equal(1, Assert.Single(node.Report().Rooms).Restarts);
    }

    [Fact]
    public async Task A_failure_in_one_room_leaves_the_others_alone()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Join(2, "yard", 2);
        node.Advance(0.1);
        Fail(node);
        node.Advance(1);
        node.Ask(2, "yard", 2, 1, new Take("lamp"));
        node.Advance(0.1);
        Assert.IsType<Done>(node.Last<Answered>(2).Reply);
        Assert.Equal(1, node.Report().Rooms.Single(static room => room.Room.Value == "yard").Epoch);
    }

    [Fact]
    public async Task A_room_doubles_its_restart_delay_with_each_failure()
    {
        await using var node = new SimulatedNode(World);
        var waits = new List<double>();
        for (var failure = 1; failure <= 4; failure++)
        {
            node.Join(failure, "hall", failure, attempt: failure);
            node.Advance(failure == 1 ? 0.05 : 0);
            Fail(node);
            var began = node.Time.Elapsed;
            node.Join(10 + failure, "hall", 1);
            for (var step = 0; step < 200 && !node.Told(10 + failure).OfType<Joined>().Any(); step++)
                node.Advance(0.01);
            waits.Add((node.Time.Elapsed - began).TotalMilliseconds);
        }
        Assert.Equal([100.0, 200, 400, 800], waits);
    }

    [Fact]
    public async Task A_room_that_fails_too_often_is_quarantined_and_refuses_requests()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { MaxRestarts = 2 });
        node.Join(1, "hall", 1);
        node.Join(2, "yard", 2);
        for (var failure = 1; failure <= 3; failure++)
        {
            node.Advance(1);
            Fail(node);
        }
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Ask(1, "hall", 1, 1, new Look());
        node.Ask(2, "yard", 2, 1, new Go("south"));
        node.Advance(1);
        Assert.Equal(Codes.Unavailable, node.Last<JoinRefused>(1).Why.Code);
        Assert.Equal((1L, Codes.Unavailable), (node.Last<CommandRefused>(1).CommandId, node.Last<CommandRefused>(1).Why!.Code));
        Assert.Equal(Codes.Unavailable, Assert.IsType<Rejected>(node.Last<Answered>(2).Reply).Code);
        var report = node.Report().Rooms.Single(static room => room.Room.Value == "hall");
        Assert.Equal((true, 2), (report.IsQuarantined, report.Restarts));
        Assert.Equal(3, node.Store.EpochOf(Hall));
    }

    [Fact]
    public async Task Old_failures_do_not_count()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { MaxRestarts = 2 });
        node.Join(1, "hall", 1);
        for (var failure = 1; failure <= 6; failure++)
        {
            node.Advance(301);
            node.Join(failure, "hall", 1, attempt: failure);
            node.Advance(0.1);
            Fail(node);
        }
        node.Join(7, "hall", 7);
        node.Advance(10);
        Assert.Equal(Hall, node.Last<Joined>(7).Room);
    }

    [Fact]
    public async Task An_unknown_room_refuses_joins_and_leaves_nothing_behind()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "attic", 1, known: true);
        node.Send(2, "hall~0", new JoinRoom(new PlayerId(2), null, SimulatedNode.IdOf(2), node.Gateway, node.Time.GetUtcNow(), 1, null));
        node.Advance(0.1);
        Assert.Equal(Codes.NoSuchPlayer, node.Last<JoinRefused>(1).Why.Code);
        Assert.Equal(Codes.NoSuchPlayer, node.Last<JoinRefused>(2).Why.Code);
        Assert.Empty(node.Report().Rooms);
        Assert.Equal(0, node.Store.EpochOf(new RoomId("attic")));
    }

    /// <summary>A commit with an unknown outcome: the room cannot know what the store holds.</summary>
    private static void Fail(SimulatedNode node)
    {
        node.ActivationOf("hall")!.Tell(new CommitRejected(1_000_000, "No outcome."));
        node.Advance(0);
    }
}
