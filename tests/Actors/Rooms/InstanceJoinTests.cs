using Actors.TestKit;
using Actors.World;
using Client = Actors.Tests.Rooms.MatchWorld.Client;

namespace Actors.Tests.Rooms;

/// <summary>Players who choose an open room themselves: one command, answered once, when they are in or are rejected.</summary>
public sealed class InstanceJoinTests
{
    private static readonly InstanceOptions Listed = new() { IsListed = true, EmptySeconds = 3600 };

    [Fact]
    public async Task A_player_joins_an_open_room_by_its_id()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come().Say("match open").Follow(0.2);
        ada.Say("join arena@lobby-1").Follow(0.5);
        Assert.Equal(("arena@lobby-1", true), (ada.Room, ada.IsIn));
        Assert.Equal(new Done("You travel."), ada.Answer);
        Assert.Equal(new Vector(1, 1), node.Store.Find(ada.Id)!.Position);
        // Players can also go from one match to another.
        new Client(node, 2).Come().Say("match open").Follow(0.2);
        ada.Say("join arena@lobby-2").Follow(0.5);
        Assert.Equal(("arena@lobby-2", true), (ada.Room, ada.IsIn));
    }

    [Fact]
    public async Task A_player_who_joins_a_set_enters_its_fullest_room_with_space()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        Client[] clients = [.. Enumerable.Range(1, 5).Select(number => new Client(node, number).Come())];
        clients[0].Say("match open").Say("match open").Say("match open").Follow(0.2);
        clients[0].Say("join arena@lobby-3").Follow(0.5);
        clients[1].Say("join match").Follow(0.5);
        Assert.Equal("arena@lobby-3", clients[1].Room);
        clients[2].Say(new Join(Set: "match")).Follow(0.5);
        Assert.Equal("arena@lobby-1", clients[2].Room);
        clients[2].Say("match mark").Follow(0.3);
        clients[3].Say(new Join(Filter: RoomTags.Empty.With("mode", "marked"))).Follow(0.5);
        Assert.Equal("arena@lobby-1", clients[3].Room);
        clients[4].Say(new Join(Set: "match", Filter: RoomTags.Empty.With("mode", "marked"))).Follow(0.5);
        Assert.Equal(("lobby", Codes.RoomFull), (clients[4].Room, Assert.IsType<Rejected>(clients[4].Answer).Code));
    }

    [Fact]
    public async Task A_room_that_filled_up_since_it_was_listed_is_skipped()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var (ada, bob, cid) = (new Client(node, 1).Come(), new Client(node, 2).Come(), new Client(node, 3).Come());
        ada.Say("match open").Say("match open").Say("match open").Follow(0.2);
        ada.Say("join arena@lobby-1").Follow(0.5);
        // Both ask at the same moment for the single free place that is first in the list.
        bob.Say("join match");
        cid.Say("join match");
        for (var i = 0; i < 20; i++)
        {
            bob.Follow(0.05);
            cid.Follow(0.05);
        }
        Assert.Equal(["arena@lobby-1", "arena@lobby-2"], new[] { bob.Room, cid.Room }.Order());
        Assert.All([bob, cid], static client => Assert.True(client.IsIn));
    }

    [Theory]
    [InlineData("join arena@lobby-1", Codes.NoSuchRoom)]
    [InlineData("join match", Codes.NoSuchRoom)]
    [InlineData("join pit@lobby-1", Codes.NoSuchRoom)]
    [InlineData("join duel", Codes.NoSuchRoom)]
    [InlineData("join", Codes.BadArgument)]
    public async Task A_player_who_finds_no_open_room_stays(string line, string code)
    {
        await using var node = new SimulatedNode(MatchWorld.Of(new InstanceOptions { EmptySeconds = 3600 }));
        var ada = new Client(node, 1).Come().Say("match open").Follow(0.2);
        ada.Say(line).Say("look").Follow(0.5);
        Assert.Equal("lobby", ada.Room);
        Assert.Equal([code, null], ada.Told.OfType<Actors.Rooms.Answered>().TakeLast(2).Select(static answer => (answer.Reply as Rejected)?.Code));
    }

    [Fact]
    public async Task A_command_after_a_join_runs_in_the_new_room()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come().Say("match open").Follow(0.2);
        ada.Say("join match").Say("match mark");
        node.Advance(0.3);
        // The command follows the connection to the other room, where the connection repeats it.
        Assert.DoesNotContain(ada.Told.OfType<Actors.Rooms.Answered>(), static answer => answer.CommandId == 3);
        ada.Follow(0.3).Repeat("match mark").Follow(0.3);
        Assert.IsType<Done>(ada.Answer);
        Assert.Equal("marked", node.Store.Find(MatchWorld.First).Record!.Instance!.Shown["mode"]);
    }

    [Fact]
    public async Task A_join_refused_by_a_store_outage_takes_effect_once_when_retried()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come().Say("match open").Follow(0.2);
        node.Faults.IsReachable = false;
        ada.Say("join match").Follow(0.5);
        Assert.Equal(Codes.Unavailable, Assert.IsType<Rejected>(ada.Answer).Code);
        node.Faults.IsReachable = true;
        ada.Say("join match").Follow(0.5);
        Assert.Equal(("arena@lobby-1", true), (ada.Room, ada.IsIn));
        ada.Repeat("join match").Follow(0.3);
        Assert.Equal(("arena@lobby-1", new Done("You travel.")), (ada.Room, ada.Answer));
        Assert.Equal(1, node.Store.Find(MatchWorld.First).Record!.Instance!.Players);
    }
}
