using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>How instances end, and what becomes of the players in them.</summary>
public class InstanceEndTests
{
    [Fact]
    public void An_ending_instance_returns_its_players_to_its_opener_with_prizes()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        party.Enter(arena, "Bob");
        arena.Type("Bob", "north");
        party.Follow(arena);
        arena.Type("Ada", "end won").ExpectDone();
        Assert.Equal("lobby", Assert.Single(arena.Departures).To.Value);
        Assert.True(arena.Departures[0].IsForced);
        Assert.IsType<Done>(party.Follow(arena));
        var hall = party["hall@lobby-1"];
        Assert.False(hall.Room.Instance!.HasEnded);
        party.Deliver();
        Assert.True(hall.Room.Instance.HasEnded);

        Assert.Equal(["Ada", "Bob"], party.Lobby.Frame().Players.Where(static player => player.Name != "Host").Select(static player => player.Name).Order());
        Assert.All([party.Id("Ada"), party.Id("Bob")], player => Assert.Equal("cup", Assert.Single(party.Saved.Load(player)!.Items).Kind));
        Assert.Equal("none, arena@lobby-1 won", party.Lobby.Ask("Host", static on => on.Room.Get<Fate>().Text));
        Assert.Empty(party.Instances);
    }

    [Fact]
    public void Any_room_of_an_instance_can_end_it()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        var hall = party["hall@lobby-1"];
        party.Enter(hall, "Bob");
        hall.Type("Bob", "end lost").ExpectDone();
        Assert.Empty(hall.Departures);
        party.Deliver();
        Assert.True(arena.Room.Instance!.HasEnded);
        Assert.True(hall.Room.Instance!.HasEnded);
        Assert.Equal("none, arena@lobby-1 lost", party.Lobby.Ask("Host", static on => on.Room.Get<Fate>().Text));
    }

    [Fact]
    public void Ending_an_instance_consumes_its_ground_items()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        arena.Try("Ada", static on => on.Room.SpawnItem("cup", on.Player));
        Assert.Equal(2, party.Saved.Items.Count);
        arena.Type("Ada", "end").ExpectDone();
        Assert.Equal(["cup", "cup"], party.Saved.Items.Select(static item => item.Kind));
        Assert.Empty(arena.Frame().Items);
        party.Follow(arena);
        Assert.Equal(2, party.Lobby.Player("Ada").Items.Count);
        Assert.All(party.Saved.Items, item => Assert.Equal(party.Id("Ada"), item.Player));
    }

    [Fact]
    public void An_ended_instance_admits_nobody()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        // A player who already has a reserved place loses it.
        arena.Do("reserve", (room, effects) => room.Reserve(Stored(arena, 7), effects, new RoomId("lobby"))).ExpectDone();
        arena.Type("Ada", "end").ExpectDone();
        arena.Enter(Stored(arena, 7)).ExpectRefused(Codes.NoSuchRoom);
        arena.Do("reserve", (room, effects) => room.Reserve(Stored(arena, 8), effects, new RoomId("lobby"))).ExpectRefused(Codes.NoSuchRoom);
        Assert.Equal(Codes.NoSuchRoom, Assert.IsType<Rejected>(party.Join(party.Lobby, "Host", "arena@lobby-1")).Code);
        party.Restart("arena@lobby-1").Enter(Stored(arena, 7)).ExpectRefused(Codes.NoSuchRoom);
    }

    [Fact]
    public void A_body_resumed_in_an_ended_instance_is_sent_to_the_opener()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        arena.Type("Ada", "end").ExpectDone();
        var left = arena.Player("Ada");
        arena = party.Restart("arena@lobby-1");
        arena.Do("resume", (room, effects) => room.Resume(left, effects)).ExpectDone();
        Assert.IsType<Done>(party.Follow(arena));
        Assert.True(party.Lobby.Room.Contains(left.Record.Id));
    }

    [Fact]
    public void A_cancelled_departure_from_an_ended_instance_goes_to_the_opener()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        arena.Type("Ada", "north").Expect<Departing>();
        party.Enter(arena, "Bob");
        arena.Type("Bob", "end");
        Assert.Equal(["Bob"], arena.Departures.Select(departure => party.Saved.Players.GetValueOrDefault(departure.Player)?.Name ?? arena.Player("Bob").Record.Name));
        arena.Do("stay", (room, effects) =>
        {
            room.CancelDeparture(party.Id("Ada"), effects);
            return Reply.Ok;
        });
        var departure = Assert.Single(arena.Departures);
        Assert.Equal((party.Id("Ada"), "lobby", true), (departure.Player, departure.To.Value, departure.IsForced));
    }

    [Fact]
    public void An_unvisited_or_empty_instance_ends_by_itself()
    {
        var party = new Party(static title => new InstanceOptions { Title = title, EmptySeconds = 2 });
        var arena = party.Open();
        arena.Tick(39);
        Assert.False(arena.Room.Instance!.HasEnded);
        arena.Tick();
        Assert.True(arena.Room.Instance.HasEnded);
        var second = party.Open();
        party.Enter(second, "Ada");
        second.Tick(100);
        Assert.False(second.Room.Instance!.HasEnded);
        second.Do("leave", (room, effects) =>
        {
            room.Leave(party.Id("Ada"), effects);
            return Reply.Ok;
        });
        Assert.Equal(second.Room.Tick + 40, second.Room.NextWork);
        second.Tick(40);
        Assert.True(second.Room.Instance.HasEnded);
        party.Deliver();
        Assert.Empty(party.Instances);
    }

    [Fact]
    public void An_instance_with_players_in_other_rooms_or_arriving_is_not_empty()
    {
        var party = new Party(static title => new InstanceOptions { Title = title, EmptySeconds = 1 });
        var arena = party.Open();
        party.Enter(arena, "Ada");
        arena.Type("Ada", "north");
        party.Follow(arena);
        party.Deliver();
        arena.Tick(30);
        Assert.False(arena.Room.Instance!.HasEnded);
        var second = party.Open();
        second.Do("reserve", (room, effects) => room.Reserve(Stored(second, 7), effects, new RoomId("lobby"))).ExpectDone();
        second.Tick(30);
        Assert.False(second.Room.Instance!.HasEnded);
        second.Do("expired", static (room, _) =>
        {
            room.CancelReservation(new PlayerId(7));
            return Reply.Ok;
        });
        second.Tick(20);
        Assert.True(second.Room.Instance.HasEnded);
    }

    [Fact]
    public void A_kept_instance_may_be_empty_and_a_lifetime_ends_an_occupied_one()
    {
        var party = new Party(static title => new InstanceOptions { Title = title, IsKept = title == "kept", EmptySeconds = 1, LifetimeSeconds = title == "kept" ? 0 : 3 });
        var kept = party.Open("kept");
        var brief = party.Open("brief");
        Assert.Null(kept.Room.NextWork);
        party.Enter(brief, "Ada");
        kept.Tick(200);
        brief.Tick(59);
        Assert.False(brief.Room.Instance!.HasEnded);
        brief.Tick();
        Assert.True(brief.Room.Instance.HasEnded);
        Assert.False(kept.Room.Instance!.HasEnded);
        Assert.Equal("lobby", Assert.Single(brief.Departures).To.Value);
    }

    [Fact]
    public void Rooms_that_exchanged_mail_with_an_ended_instance_forget_it()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        var yard = party["yard"];
        party.Enter(yard, "Eve");
        arena.Try("Ada", static on => on.Room.Send(new RoomId("yard"), "grove.note", "hello"));
        party.Deliver();
        Assert.Equal("hello", yard.Ask("Eve", static on => on.Room.Get<Fate>().Text));
        arena.Type("Ada", "end").ExpectDone();
        party.Deliver();
        Assert.DoesNotContain("arena@", Outbound(party, "lobby"), StringComparison.Ordinal);
        Assert.Contains("arena@", Outbound(party, "yard"), StringComparison.Ordinal);
        // For ten minutes a late message is not taken for a new one.
        yard.Room.SkipTo(20 * 601);
        party.Lobby.Try("Host", static on => on.Room.Send(new RoomId("yard"), "grove.note", "again"));
        party.Deliver();
        Assert.DoesNotContain("arena@", Outbound(party, "yard"), StringComparison.Ordinal);
    }

    [Fact]
    public void Late_mail_from_an_ended_instance_does_nothing()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        var report = Assert.Single(arena.Room.UndeliveredMail);
        party.Deliver();
        arena.Type("Ada", "end won");
        party.Deliver();
        var before = party.Lobby.Room.StateHash();
        party.Lobby.Do("late", (room, effects) =>
        {
            Assert.True(room.Receive(report, effects));
            return Reply.Ok;
        });
        Assert.Equal(before, party.Lobby.Room.StateHash());
    }

    [Fact]
    public void Recordings_of_an_opener_and_its_instance_replay()
    {
        var party = new Party(record: true);
        var arena = party.Open();
        party.Enter(party.Lobby, "Ada");
        Assert.IsType<Done>(party.Join(party.Lobby, "Ada", "arena@lobby-1"));
        party.Deliver();
        arena.Tick(5);
        arena.Type("Ada", "take lamp").ExpectDone();
        arena.Type("Ada", "end won").ExpectDone();
        party.Follow(arena);
        party.Deliver();
        party.Lobby.Tick(3);
        foreach (var room in new[] { arena, party.Lobby })
            Assert.Equal(room.Room.StateHash(), RoomRecording.Play(room.Recording, Party.Rules()).StateHash());
    }

    [Fact]
    public void The_state_hash_covers_an_instances_properties()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        var hashes = new HashSet<ulong> { arena.Room.StateHash() };
        Changed(static instance => instance.Show("mode", "duel"));
        Changed(static instance => instance.Title = "Other");
        Changed(static instance => instance.IsListed = false);
        Changed(static instance => instance.End());

        void Changed(Action<RoomInstance> change)
        {
            arena.Try("Ada", on => change(on.Room.Instance!));
            Assert.True(hashes.Add(arena.Room.StateHash()));
        }
    }

    private static string Outbound(Party party, string room) => System.Text.Json.JsonSerializer.Serialize(party.Saved.Load(new RoomId(room)).Record!.Outbound);

    private static PlayerState Stored(RoomScenario room, long player) =>
        new(new PlayerRecord { Id = new PlayerId(player), Name = $"p{player}", Room = room.Room.Id, Health = 10 }, []);
}
