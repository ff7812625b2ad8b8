using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>Rooms that rules open: which there are, who may enter, and what others learn of them.</summary>
public class InstanceTests
{
    [Fact]
    public void An_instances_id_has_its_opener_and_a_number_never_reused()
    {
        var party = new Party();
        Assert.Equal("arena@lobby-1", party.Open().Room.Id.Value);
        Assert.Equal("arena@lobby-2", party.Open().Room.Id.Value);
        party.Enter(party["arena@lobby-2"], "Ada");
        party["arena@lobby-2"].Type("Ada", "end");
        party.Deliver();
        party.Enter(party.Restart("lobby"), "Host");
        Assert.Equal("arena@lobby-3", party.Open().Room.Id.Value);
        Assert.Equal(["arena@lobby-1", "arena@lobby-3"], party.Instances.Select(static open => open.Id.Value));
    }

    [Theory]
    [InlineData("arena@lobby-3", "arena", "lobby-3", "lobby")]
    [InlineData("crypt@arena@lobby-3-12", "crypt", "arena@lobby-3-12", "arena@lobby-3")]
    [InlineData("arena@plaza~2-1", "arena", "plaza~2-1", "plaza~2")]
    [InlineData("arena@lobby-03", "arena", "lobby-03", null)]
    [InlineData("arena@lobby", "arena", "lobby", null)]
    [InlineData("arena@-3", "arena", "-3", null)]
    [InlineData("plaza~2", "plaza", null, null)]
    [InlineData("plaza", "plaza", null, null)]
    public void A_room_id_parses_into_its_parts(string id, string definition, string? key, string? opener)
    {
        var room = new RoomId(id);
        Assert.Equal((definition, key, opener), (room.Definition, room.Key, room.Opener?.Value));
        Assert.Equal(key is not null, room.IsOpened);
        Assert.Equal(id, room.WithInstance(room.Instance).Value);
    }

    [Fact]
    public void All_rooms_of_a_set_open_in_one_commit_of_their_opener()
    {
        var party = new Party();
        party.Enter(party.Lobby, "Host");
        party.Lobby.Type("Host", "open Duel").ExpectDone("arena@lobby-1");
        var opened = Assert.Single(party.Lobby.Changes.OfType<InstanceOpened>());
        Assert.Equal(["arena@lobby-1", "hall@lobby-1"], opened.Rooms.Select(static room => room.Id.Value));
        Assert.All(opened.Rooms, static room => Assert.Equal(("Duel", 3, "arena@lobby-1"), (room.Instance!.Title, room.Instance.Capacity, room.Instance.Entry.Value)));
        Assert.Equal(1, Assert.Single(party.Lobby.Changes.OfType<RoomChanged>()).Room.LastOpened);
    }

    [Fact]
    public void An_instance_room_spawns_its_content_only_once()
    {
        var party = new Party();
        var arena = party.Open();
        Assert.Equal("lamp", Assert.Single(arena.Frame().Items).Kind);
        party.Enter(arena, "Ada");
        arena.Type("Ada", "take lamp").ExpectDone();
        Assert.Empty(party.Restart("arena@lobby-1").Frame().Items);
        Assert.Equal("arena@lobby-1:0", Assert.Single(party.Saved.Items).Id.Value);
    }

    [Fact]
    public void An_exit_stays_in_the_same_instance_unless_it_leads_out_of_the_set()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        arena.Type("Ada", "north").Expect<Departing>();
        Assert.Equal("hall@lobby-1", Assert.Single(arena.Departures).To.Value);
        Assert.IsType<Done>(party.Follow(arena));
        var hall = party["hall@lobby-1"];
        hall.Type("Ada", "south").Expect<Departing>();
        Assert.Equal("arena@lobby-1", Assert.Single(hall.Departures).To.Value);
        Assert.IsType<Done>(party.Follow(hall));
        party.Open();
        arena.Type("Ada", "north");
        party.Follow(arena);
        hall.Type("Ada", "east").Expect<Departing>();
        Assert.Equal("lobby", Assert.Single(hall.Departures).To.Value);
    }

    [Fact]
    public void A_client_cannot_reach_an_instance_room_by_name()
    {
        var party = new Party();
        party.Open();
        Assert.All(["arena", "arena@lobby-1", "hall@lobby-1"], name => Assert.Null(party.World.FindByName(name)));
        party.Lobby.Send("Host", new Travel(new RoomId("arena@lobby-1"))).ExpectRefused(Codes.NoSuchRoom);
        party.Lobby.Send("Host", new Travel(new RoomId("arena"))).ExpectRefused(Codes.NoSuchRoom);
        Assert.False(party.World.CanExist(new RoomId("arena")));
        Assert.False(party.World.CanExist(new RoomId("lobby@lobby-1")));
    }

    [Fact]
    public void An_instance_admits_only_players_named_by_its_opener_or_itself()
    {
        var party = new Party(static title => new InstanceOptions { Title = title, Admitted = [new PlayerId(1)] });
        party.Enter(party.Lobby, "Host");
        party.Enter(party.Lobby, "Ada");
        var arena = party.Open();
        Assert.Equal(Codes.NotAdmitted, Assert.IsType<Rejected>(party.Send(party.Lobby, "Ada", arena.Room.Id)).Code);
        Assert.IsType<Done>(party.Send(party.Lobby, "Host", arena.Room.Id));
        arena.Try("Host", static on => on.Room.Instance!.Admit(new PlayerId(2)));
        Assert.Equal([new PlayerId(1), new PlayerId(2)], arena.Ask("Host", static on => on.Room.Instance!.Admitted)!);
        Assert.IsType<Done>(party.Send(party.Lobby, "Ada", arena.Room.Id));
        arena.Try("Host", static on => on.Room.Instance!.Exclude(new PlayerId(2)));
        // A player who is in stays.
        Assert.True(arena.Room.Contains(new PlayerId(2)));
        arena.Do("leave", static (room, effects) =>
        {
            room.Leave(new PlayerId(2), effects);
            return Reply.Ok;
        });
        Assert.Equal(Codes.NotAdmitted, Refusal(arena, 2));
    }

    [Fact]
    public void A_player_stored_in_an_instance_cannot_return_without_admission()
    {
        var party = new Party(static title => new InstanceOptions { Title = title, Admitted = [new PlayerId(1)] });
        var arena = party.Open();
        arena.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(7), Name = "Eve", Room = arena.Room.Id, Health = 10 }, [])).ExpectRefused(Codes.NotAdmitted);
        party.Enter(arena, "Host").ExpectDone();
    }

    [Fact]
    public void An_instances_capacity_counts_the_players_of_all_its_rooms()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        party.Enter(arena, "Bob");
        arena.Type("Ada", "north");
        party.Follow(arena);
        party.Enter(arena, "Cid");
        // Ada is in the hall: the arena has a place for a third, the instance has none for a fourth.
        Assert.Equal(3, arena.Ask("Bob", static on => on.Room.Instance!.Players));
        Assert.Equal(Codes.RoomFull, Refusal(arena, 9));
        Assert.Equal(Codes.RoomFull, Assert.IsType<Rejected>(party.Send(party.Lobby, "Host", arena.Room.Id)).Code);
        party["hall@lobby-1"].Type("Ada", "east");
        party.Follow(party["hall@lobby-1"]);
        party.Deliver();
        Assert.Null(Refusal(arena, 9));
    }

    [Fact]
    public void An_instance_is_entered_only_by_its_entry_room()
    {
        var party = new Party();
        var arena = party.Open();
        Assert.Equal(Codes.NotAdmitted, Refusal(party["hall@lobby-1"], 9));
        Assert.Equal(Codes.NotAdmitted, Assert.IsType<Rejected>(party.Send(party.Lobby, "Host", new RoomId("hall@lobby-1"))).Code);
        var other = party.Open();
        party.Enter(other, "Ada");
        Assert.Equal(Codes.NotAdmitted, Assert.IsType<Rejected>(party.Send(other, "Ada", new RoomId("hall@lobby-1"))).Code);
        Assert.True(arena.Room.Instance!.IsEntry);
        Assert.False(party["hall@lobby-1"].Room.Instance!.IsEntry);
    }

    [Fact]
    public void A_player_moving_within_an_instance_stays_counted_throughout()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        party.Deliver();
        arena.Type("Ada", "north");
        Assert.IsType<Done>(party.Follow(arena));
        Assert.DoesNotContain(arena.Room.UndeliveredMail, static mail => mail.Kind == "$report");
        Assert.Equal(1, arena.Room.Instance!.Players);
        party.Deliver();
        Assert.Equal(1, Assert.Single(party.Instances).Players);
    }

    [Fact]
    public void A_player_can_join_only_listed_instances()
    {
        var party = new Party();
        var arena = party.Open();
        Assert.Equal(Codes.NoSuchRoom, Assert.IsType<Rejected>(party.Join(party.Lobby, "Host", "arena@nowhere-1x")).Code);
        Assert.Equal(Codes.NoSuchRoom, Assert.IsType<Rejected>(party.Lobby.Type("Host", "join lobby").Reply).Code);
        Assert.Equal(Codes.NoSuchRoom, Assert.IsType<Rejected>(party.Join(party.Lobby, "Host", "hall@lobby-1")).Code);
        party.Enter(arena, "Ada");
        arena.Try("Ada", static on => on.Room.Instance!.IsListed = false);
        Assert.Equal(Codes.NoSuchRoom, Assert.IsType<Rejected>(party.Join(party.Lobby, "Host", "arena@lobby-1")).Code);
        arena.Try("Ada", static on => on.Room.Instance!.IsListed = true);
        Assert.IsType<Done>(party.Join(party.Lobby, "Host", "arena@lobby-1"));
        Assert.Equal(new Vector(1, 1), arena.Player("Host").Record.Position);
        arena.Type("Host", "join arena@lobby-1").ExpectDone();
    }

    [Fact]
    public void Join_by_set_departs_with_a_query_that_the_server_resolves()
    {
        var party = new Party();
        party.Open();
        party.Lobby.Type("Host", "join match").Expect<Departing>();
        var departure = Assert.Single(party.Lobby.Departures);
        Assert.Equal((new RoomQuery("match", null), true, ""), (departure.Query, departure.IsByChoice, departure.To.Value));
        Assert.Equal(new RoomId("arena@lobby-1"), departure.Arriving(party.World, new RoomId("arena@lobby-1")).Record.Room);
        party.Lobby.Type("Host", "say hm").ExpectRefused(Codes.NotHere);
        party.Lobby.Do("none", static (room, effects) =>
        {
            room.CancelDeparture(new PlayerId(1), effects);
            return Reply.Ok;
        });
        party.Lobby.Send("Host", new Join(Set: "match", Filter: RoomTags.Empty.With("mode", "duel"))).Expect<Departing>();
        Assert.Equal("duel", Assert.Single(party.Lobby.Departures).Query!.Filter!["mode"]);
    }

    [Fact]
    public void An_instance_reports_its_state_to_its_opener_one_report_at_a_time()
    {
        var party = new Party();
        var arena = party.Open("Duel");
        party.Enter(arena, "Ada");
        arena.Try("Ada", static on => on.Room.Instance!.Show("mode", "duel"));
        arena.Try("Ada", static on =>
        {
            on.Room.Instance!.Show("mode", "race");
            on.Room.Instance.Title = "Race";
        });
        party.Enter(arena, "Bob");
        Assert.Single(arena.Room.UndeliveredMail);
        party.Deliver();
        Assert.Equal(new ListedRoom(arena.Room.Id, "match", "Race", 2, 3, RoomTags.Empty.With("mode", "race")), Assert.Single(party.Instances));
        // A player who is on the way there counts.
        party.Enter(party.Lobby, "Eve");
        party.Lobby.Send("Eve", new Try(static on => on.Room.Depart(on.Player, new RoomId("arena@lobby-1"), Vector.Zero, 0)));
        Assert.Equal(3, Assert.Single(party.Instances).Players);
    }

    [Fact]
    public void The_next_activation_sends_the_previous_ones_pending_report()
    {
        var party = new Party();
        var arena = party.Open();
        party.Enter(arena, "Ada");
        party.Deliver();
        arena.Try("Ada", static on => on.Room.Instance!.Show("mode", "duel"));
        arena.Try("Ada", static on => on.Room.Instance!.Show("mode", "race"));
        arena = party.Restart("arena@lobby-1");
        party.Enter(arena, "Ada");
        party.Deliver();
        Assert.Equal("race", Assert.Single(party.Instances).Shown["mode"]);
    }

    [Theory]
    [InlineData("Content has no set")]
    [InlineData("title")]
    [InlineData("less than nothing")]
    [InlineData("players are to be let in")]
    public void Opening_an_invalid_instance_fails(string why)
    {
        var party = new Party();
        party.Enter(party.Lobby, "Host");
        var thrown = Assert.Throws<RulesException>(() => party.Lobby.Try("Host", on => on.Room.OpenInstance(why == "Content has no set" ? "duels" : "match", why switch
        {
            "title" => new InstanceOptions { Title = new string('x', 61) },
            "less than nothing" => new InstanceOptions { EmptySeconds = -1 },
            "players are to be let in" => new InstanceOptions { Admitted = [.. Enumerable.Range(1, 1001).Select(static id => new PlayerId(id))] },
            _ => null,
        })));
        Assert.Contains(why, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Instances_nest_up_to_a_limit()
    {
        var party = new Party();
        party.Enter(party.Lobby, "Host");
        var (room, deep) = (party.Lobby, 0);
        var end = Assert.Throws<RulesException>(() =>
        {
            for (; deep < 100; deep++)
            {
                party.Enter(room, $"p{deep}");
                room = party[room.Ask($"p{deep}", static on => on.Room.OpenInstance("match")).Value];
            }
        });
        Assert.Contains("to no end", end.Message, StringComparison.Ordinal);
        Assert.InRange(room.Room.Id.Value.Length, RoomId.MaxLength - "arena@-1".Length + 1, RoomId.MaxLength);
        Assert.Equal("lobby", new RoomId("arena@arena@lobby-1-1").Opener?.Opener?.Value);
        Assert.InRange(deep, 20, 30);
    }

    [Fact]
    public void A_room_has_at_most_1000_open_instances()
    {
        var party = new Party();
        party.Enter(party.Lobby, "Host");
        for (var i = 0; i < 10; i++)
        {
            party.Lobby.Try("Host", static on =>
            {
                for (var opened = 0; opened < RoomState.MaxInstances / 10; opened++)
                    on.Room.OpenInstance("match");
            });
        }
        Assert.Throws<RulesException>(() => party.Lobby.Try("Host", static on => on.Room.OpenInstance("match")));
    }

    [Fact]
    public void Only_an_instances_entry_can_change_it()
    {
        var party = new Party();
        party.Open();
        var hall = party["hall@lobby-1"];
        party.Enter(hall, "Ada");
        Assert.Throws<RulesException>(() => hall.Try("Ada", static on => on.Room.Instance!.Show("mode", "duel")));
        Assert.Throws<RulesException>(() => hall.Try("Ada", static on => on.Room.Instance!.Admit(on.Player.Id)));
        Assert.Null(party.Lobby.Room.Instance);
    }

    private static string? Refusal(RoomScenario room, long player) => room.Do("reserve", (it, effects) =>
    {
        var state = new PlayerState(new PlayerRecord { Id = new PlayerId(player), Name = $"p{player}", Room = it.Id, Health = 10 }, []);
        var reply = it.Reserve(state, effects, new RoomId("lobby"));
        it.CancelReservation(new PlayerId(player));
        return reply;
    }).Reply is Rejected why ? why.Code : null;
}
