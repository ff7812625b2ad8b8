using Actors.Rooms;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;
using Client = Actors.Tests.Rooms.MatchWorld.Client;

namespace Actors.Tests.Rooms;

/// <summary>Instances from their opening to their end, whatever dies meanwhile.</summary>
public sealed class InstanceLifeTests
{
    private static readonly InstanceOptions Listed = new() { IsListed = true };

    [Fact]
    public async Task A_match_is_entered_by_its_opener_and_found_by_the_next()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var (ada, bob) = (new Client(node, 1).Come(), new Client(node, 2).Come());
        ada.Say("match play").Follow(0.5);
        Assert.Equal(("arena@lobby-1", true), (ada.Room, ada.IsIn));
        bob.Say("match play").Follow(0.5);
        Assert.Equal(("arena@lobby-1", true), (bob.Room, bob.IsIn));
        Assert.Equal(2, Record(node, "arena@lobby-1").Players);
        Assert.Equal(2, Assert.Single(node.Store.Find(MatchWorld.Lobby).Record!.Opened).Players);
        Assert.Equal(["arena@lobby-1", "lobby", "pit@lobby-1"], node.Store.Rooms.Select(static room => room.Id.Value).Order());
    }

    [Fact]
    public async Task No_slot_is_reserved_in_an_instance_before_it_is_persisted()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed), commitLatency: TimeSpan.FromSeconds(1));
        var ada = new Client(node, 1).Come().Follow(2);
        ada.Say("match play").Follow(0.9);
        Assert.Null(node.ActivationOf("arena@lobby-1"));
        Assert.Equal("lobby", ada.Room);
        ada.Follow(4);
        Assert.Equal(("arena@lobby-1", true), (ada.Room, ada.IsIn));
    }

    [Fact]
    public async Task An_instance_not_committed_before_a_crash_does_not_exist()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come();
        node.Faults.IsReachable = false;
        ada.Say("match play");
        node.Advance(0.5);
        node.EndSystem();
        node.Faults.IsReachable = true;
        node.BeginSystem();
        Assert.Equal(["lobby"], node.Store.Rooms.Select(static room => room.Id.Value));
        ada.Come().Repeat("match play").Follow(0.5);
        Assert.Equal(("arena@lobby-1", true), (ada.Room, ada.IsIn));
        Assert.Single(node.Store.Find(MatchWorld.Lobby).Record!.Opened);
    }

    [Fact]
    public async Task A_repeated_open_command_finds_the_instance_committed_before_a_crash()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come();
        // The opening is on disk; nothing after it happens.
        node.Faults.Activating = static room => throw new IOException($"{room} is out of reach.");
        ada.Say("match play");
        node.Advance(0.5);
        Assert.Contains(node.Store.Rooms, static room => room.Id == MatchWorld.First);
        node.EndSystem();
        node.Faults.Activating = null;
        node.BeginSystem();
        ada.Come().Repeat("match play").Follow(0.5);
        Assert.Equal(("arena@lobby-1", true), (ada.Room, ada.IsIn));
        Assert.Equal(1, node.Store.Find(MatchWorld.Lobby).Record!.LastOpened);
    }

    [Fact]
    public async Task An_instance_survives_a_failure_or_handover_of_its_room()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come().Say("match play").Follow(0.5);
        ada.Say(new Take("lamp")).Say("match mark").Follow(0.2);
        ada.Say("match crash").Follow(0.5);
        Assert.Contains(ada.Told, static told => told is RoomClosed);
        ada.Come(known: true).Follow(1.5);
        Assert.True(ada.IsIn);
        node.Seal("arena@lobby-1");
        node.Advance(0.1);
        ada.Come(known: true).Say("match mark").Say(new Drop("lamp")).Follow(0.3);
        Assert.IsType<Done>(ada.Answer);
        var arena = Record(node, "arena@lobby-1");
        Assert.Equal((1, "marked", false), (arena.Players, arena.Shown["mode"], arena.HasEnded));
        Assert.Equal("arena@lobby-1:0", Assert.Single(node.Store.Items).Id.Value);
    }

    [Fact]
    public async Task Players_return_to_the_lobby_with_their_prizes_when_a_match_ends()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var (ada, bob) = (new Client(node, 1).Come(), new Client(node, 2).Come());
        ada.Say("match play").Follow(0.5);
        bob.Say("match play").Follow(0.5);
        bob.Say(new Go("north")).Follow(0.5);
        Assert.Equal("pit@lobby-1", bob.Room);
        bob.Say("match finish");
        for (var i = 0; i < 20; i++)
        {
            ada.Follow(0.05);
            bob.Follow(0.05);
        }
        Assert.All([ada, bob], client =>
        {
            Assert.Equal(("lobby", true), (client.Room, client.IsIn));
            Assert.Equal(MatchWorld.Lobby, node.Store.Find(client.Id)!.Room);
            Assert.Single(node.Store.Items, item => item.Player == client.Id && item.Kind == "cup");
        });
        Assert.DoesNotContain(node.Store.Items, static item => item.Kind == "lamp");
        Assert.Empty(node.Store.Find(MatchWorld.Lobby).Record!.Opened);
        ada.Say("match play").Follow(0.5);
        Assert.Equal(("arena@lobby-2", true), (ada.Room, ada.IsIn));
    }

    [Fact]
    public async Task A_player_disconnected_when_a_match_ends_rejoins_in_the_lobby()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var (ada, bob) = (new Client(node, 1).Come(), new Client(node, 2).Come());
        ada.Say("match play").Follow(0.5);
        bob.Say("match play").Follow(0.5);
        ada.CutOff();
        node.Advance(0.1);
        bob.Say("match finish").Follow(1);
        Assert.Equal(MatchWorld.Lobby, node.Store.Find(ada.Id)!.Room);
        Assert.Equal(0, node.Report().Rooms.Single(static room => room.Room == MatchWorld.First).Disconnected);
        ada.Come(known: true).Follow(0.3);
        Assert.Equal(("lobby", true), (ada.Room, ada.IsIn));
        Assert.Single(node.Store.Items, item => item.Player == ada.Id);
    }

    [Fact]
    public async Task A_player_who_returns_to_an_ended_match_is_moved_out_with_a_notice()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed), options: new RoomOptions { GraceSeconds = 0 });
        var (ada, bob) = (new Client(node, 1).Come(), new Client(node, 2).Come());
        ada.Say("match play").Follow(0.5);
        bob.Say("match play").Follow(0.5);
        ada.Say(new Take("lamp")).Follow(0.2);
        ada.CutOff();
        node.Advance(0.2);
        bob.Say("match finish").Follow(1);
        Assert.Equal(MatchWorld.First, node.Store.Find(ada.Id)!.Room);
        node.Advance(1800);
        ada.Come(known: true).Follow(0.5);
        Assert.Equal(("lobby", true), (ada.Room, ada.IsIn));
        Assert.Equal("arena is closed: you are in lobby.", ada.Told.OfType<MovedTo>().Last().Why!.Text);
        Assert.Single(node.Store.Items, item => item.Player == ada.Id && item.Kind == "lamp");
    }

    [Fact]
    public async Task A_player_still_entering_a_match_when_it_ends_returns_to_the_lobby()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var (ada, bob) = (new Client(node, 1).Come(), new Client(node, 2).Come());
        ada.Say("match play").Follow(0.5);
        // Bob has been moved to the match, but his connection has not followed yet.
        bob.Say("match play");
        node.Advance(0.3);
        Assert.Equal(MatchWorld.First, node.Store.Find(bob.Id)!.Room);
        ada.Say("match finish").Follow(0.5);
        bob.Follow(1);
        Assert.Equal(("lobby", true), (bob.Room, bob.IsIn));
        Assert.Equal(MatchWorld.Lobby, node.Store.Find(bob.Id)!.Room);
    }

    [Fact]
    public async Task An_instance_nobody_entered_ends_even_after_a_restart()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come().Say("match open").Follow(0.2);
        Assert.Equal("arena@lobby-1", Assert.IsType<Done>(ada.Answer).Text);
        Assert.Null(node.ActivationOf("arena@lobby-1"));
        node.EndSystem();
        node.BeginSystem();
        // Five minutes of silence, a minute until the next sweep, and a minute for which it may be empty.
        node.Advance(450);
        Assert.True(Record(node, "arena@lobby-1").HasEnded);
        Assert.True(Record(node, "pit@lobby-1").HasEnded);
        Assert.Empty(node.Store.Find(MatchWorld.Lobby).Record!.Opened);
        Assert.Empty(node.Store.Items);
        node.Advance(3800);
        Assert.Equal(["lobby"], node.Store.Rooms.Select(static room => room.Id.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_whose_rooms_were_removed_ends_and_is_deleted(bool hadLastWords)
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        new Client(node, 1).Come().Say("match open").Follow(0.2);
        if (hadLastWords)
        {
            // It has ended, and its node died before it could notify its opener.
            var dying = await node.Store.ActivateRoomAsync(MatchWorld.First, "dying", default);
            var record = dying.Saved.Record!;
            var mail = new RoomMail(MatchWorld.First, MatchWorld.Lobby, 1, "$ended", "null");
            var ended = record with { Instance = record.Instance! with { HasEnded = true }, Outbound = new OutboundRecord(1, [], [mail], [new MailCount(MatchWorld.Lobby, 1)], []) };
            await node.Store.CommitAsync(new CommitBatch(new RoomTransaction(MatchWorld.First, dying.Epoch, [new RoomChanged(ended)])), default);
        }
        node.Reload(MatchWorld.WithoutMatches(Listed));
        node.Advance(450);
        Assert.True(Record(node, "arena@lobby-1").HasEnded);
        node.Advance(3800);
        Assert.Null(node.Store.Find(MatchWorld.First).Record);
    }

    [Fact]
    public async Task A_kept_instance_survives_a_restart()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(new InstanceOptions { IsKept = true, Admitted = [new PlayerId(1)] }));
        var ada = new Client(node, 1).Come().Say("match play").Follow(0.5);
        ada.Say(new Take("lamp")).Say(new Go("north")).Follow(0.5);
        ada.Say(new Drop("lamp")).Follow(0.2);
        node.EndSystem();
        node.BeginSystem();
        node.Advance(4000);
        Assert.False(Record(node, "arena@lobby-1").HasEnded);
        ada.Come(known: true);
        Assert.Equal(("pit@lobby-1", true), (ada.Room, ada.IsIn));
        ada.Say(new Take("lamp")).Follow(0.2);
        Assert.IsType<Done>(ada.Answer);
    }

    [Fact]
    public async Task Joins_to_unknown_instances_leave_nothing_behind()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        new Client(node, 9).Come();
        var before = node.LocalRooms.All.Length;
        for (var number = 1; number <= 20; number++)
            node.Join(number, $"arena@lobby-{number}", number);
        node.Advance(1);
        Assert.All(Enumerable.Range(1, 20), number => Assert.Equal("lobby", node.Last<MovedTo>(number).Room.Value));
        Assert.Equal(before, node.LocalRooms.All.Length);
        Assert.Equal(["lobby"], node.Store.Rooms.Select(static room => room.Id.Value));
    }

    [Fact]
    public async Task A_node_forgets_rooms_of_ended_instances()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed));
        var ada = new Client(node, 1).Come();
        for (var match = 0; match < 5; match++)
        {
            ada.Say("match play").Follow(0.5);
            ada.Say("match finish").Follow(0.5);
        }
        Assert.Equal("lobby", ada.Room);
        node.Advance(200);
        Assert.Equal(["lobby"], node.LocalRooms.All.ToArray().Select(static room => room.Id.Value));
        Assert.False(node.LocalRooms.TryFind(new RoomId("arena@lobby-3"), out _));
    }

    [Fact]
    public async Task A_player_waits_in_an_ended_match_until_another_room_has_space()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(Listed, lobbyCapacity: 1));
        var ada = new Client(node, 1).Come().Say("match play").Follow(0.5);
        var bob = new Client(node, 2).Come();
        Assert.Equal("lobby", bob.Room);
        ada.Say("match finish").Follow(1);
        // The lobby is full, the yard beside it is not.
        Assert.Equal(("yard", true), (ada.Room, ada.IsIn));

        await using var small = new SimulatedNode(MatchWorld.Of(Listed, lobbyCapacity: 1, yardCapacity: 1));
        var (cid, dan, eve) = (new Client(small, 1).Come().Say("match play").Follow(0.5), new Client(small, 2).Come(), new Client(small, 3));
        dan.Say(new Go("east")).Follow(0.5);
        Assert.Equal("yard", dan.Room);
        eve.Come();
        cid.Say("match finish").Follow(10);
        Assert.Equal("arena@lobby-1", cid.Room);
        small.Leave(3, "lobby", 3);
        cid.Follow(4);
        Assert.Equal(("lobby", true), (cid.Room, cid.IsIn));
    }

    [Fact]
    public async Task A_player_who_is_not_admitted_is_refused_and_stays()
    {
        await using var node = new SimulatedNode(MatchWorld.Of(new InstanceOptions { IsListed = true, Admitted = [new PlayerId(1)] }));
        var (ada, bob) = (new Client(node, 1).Come(), new Client(node, 2).Come());
        ada.Say("match play").Follow(0.5);
        bob.Say("match play").Follow(0.5);
        Assert.Equal(("lobby", Codes.NotAdmitted), (bob.Room, Assert.IsType<Rejected>(bob.Answer).Code));
        bob.Say("join arena@lobby-1").Follow(0.5);
        Assert.Equal(("lobby", Codes.NotAdmitted), (bob.Room, Assert.IsType<Rejected>(bob.Answer).Code));
    }

    private static InstanceRecord Record(SimulatedNode node, string room) => node.Store.Find(new RoomId(room)).Record!.Instance!;
}
