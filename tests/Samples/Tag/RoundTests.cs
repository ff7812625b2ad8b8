using Actors.TestKit;
using Actors.World;
using Tag.Rules;

namespace Actors.Samples.Tests;

public class RoundTests
{
    private const int PauseTicks = 5 * 20;
    private const int RoundTicks = 60 * 20;

    private static readonly string[] Names = ["Ada", "Bob", "Cid"];

    private readonly RoomScenario _arena = new(SampleWorlds.Tag, "arena");

    [Fact]
    public void A_round_is_called_for_two_players_and_begins_after_the_pause()
    {
        _arena.Enter("Ada");
        _arena.Tick(5).ExpectNo<RoundCalled>();
        _arena.Enter("Bob");
        _arena.Tick();
        Assert.Equal("The round begins in 5 seconds.", _arena.ExpectEvent<RoundCalled>().Describe(default));

        _arena.Tick(PauseTicks - 1).ExpectNo<Chosen>();
        _arena.Tick();
        Assert.Contains(_arena.ExpectEvent<Chosen>().Name, Names);
        Assert.Equal((10_000, -10_000), (_arena.View("Ada").XMilli, _arena.View("Bob").XMilli));
    }

    [Fact]
    public void A_tagged_player_is_it_and_cannot_tag_back_for_a_second()
    {
        var (it, other) = Begin();
        Walk(it, other);
        var tagged = TickUntil<Tagged>(200);
        Assert.Equal((it, other), (tagged.ByName, tagged.Name));
        Assert.Contains($"\"it\":\"{_arena.Id(other).Value}\"", Shown("round"), StringComparison.Ordinal);

        // They still touch.
        _arena.Send(it, new Move(Vector.Zero, 2), 0);
        _arena.Tick(19).ExpectNo<Tagged>();
        _arena.Tick();
        Assert.Equal(other, _arena.ExpectEvent<Tagged>().ByName);
    }

    [Fact]
    public void The_player_free_longest_wins()
    {
        var (it, other) = Begin();
        _arena.Tick(RoundTicks - 1).ExpectNo<MatchWon>();
        _arena.Tick();
        var won = _arena.ExpectEvent<MatchWon>();
        Assert.Equal((other, 60), (won.Name, won.FreeSeconds));
        Assert.Equal("You win: free for 60 seconds.", won.Describe(new Viewer(_arena.Id(other))));
        Assert.Equal((0, 1), (_arena.View(it).Score, _arena.View(other).Score));
        // Those who stay play again.
        _arena.ExpectEvent<RoundCalled>();
    }

    [Fact]
    public void A_latecomer_is_free_from_entry_on()
    {
        var (_, other) = Begin();
        _arena.Tick(RoundTicks / 2);
        _arena.Enter("Cid", y: 14);
        _arena.Tick(RoundTicks / 2);
        Assert.Equal(other, _arena.ExpectEvent<MatchWon>().Name);
    }

    [Fact]
    public void A_tagger_who_leaves_is_replaced()
    {
        _arena.Enter("Cid", y: 14);
        var (it, _) = Begin();
        Leave(it);
        _arena.Tick();
        Assert.NotEqual(it, _arena.ExpectEvent<Chosen>().Name);
    }

    [Fact]
    public void A_lone_player_has_no_round_and_an_aborted_rounds_whistle_is_ignored()
    {
        var (it, other) = Begin();
        Leave(it);
        _arena.Tick(RoundTicks / 2).ExpectNo<Chosen>().ExpectNo<MatchWon>();
        _arena.Type(other, "standings").ExpectDone($"{other}: free for 0 s, 0 won");

        // The whistle of the first round is due within the second.
        _arena.Enter(it);
        TickUntil<Chosen>(PauseTicks + 2);
        _arena.Tick(RoundTicks - 1).ExpectNo<MatchWon>();
        _arena.Tick().ExpectEvent<MatchWon>();
    }

    [Fact]
    public void A_round_continues_where_it_was_after_a_room_reload()
    {
        Begin();
        _arena.Tick(100);
        var players = _arena.Room.Players.Select(id => _arena.Room.Save(id)!).ToArray();
        var again = new RoomScenario(SampleWorlds.Tag, "arena", _arena.Saved, _arena.Room.Tick);
        foreach (var player in players)
            again.Do("resumes", (room, effects) => room.Resume(player, effects));
        again.Tick(RoundTicks - 101).ExpectNo<MatchWon>();
        Assert.Equal(60, again.Tick().ExpectEvent<MatchWon>().FreeSeconds);
    }

    [Fact]
    public void A_room_without_play_is_not_stepped()
    {
        var lobby = new RoomScenario(SampleWorlds.Tag, "lobby");
        lobby.Enter("Ada");
        lobby.Enter("Bob");
        Assert.Null(lobby.Room.NextWork);
        _arena.Enter("Ada");
        Assert.Null(_arena.Room.NextWork);
        // All stand still: the next thing to happen is the whistle.
        _arena.Enter("Bob");
        _arena.Tick();
        Assert.Equal(_arena.Room.Tick + PauseTicks, _arena.Room.NextWork);
    }

    [Fact]
    public void The_lobby_exit_leads_into_an_open_match()
    {
        var lobby = new RoomScenario(SampleWorlds.Tag, "lobby");
        lobby.Enter("Ada");
        lobby.Type("Ada", "in").Expect<Departing>();
        Assert.Equal("arena@lobby-1", Assert.Single(lobby.Departures).To.Value);
        Assert.Equal(new Vector(-16, 0), lobby.Departures[0].State.Record.Position);
        // Bob walks, and finds the match that is open.
        lobby.Enter("Bob", x: 8);
        lobby.Send("Bob", new Move(new Vector(1, 0), Sequence: 1), commandId: 0);
        for (var i = 0; i < 20 && lobby.Tick().Departures.Count == 0; i++)
        {
        }
        Assert.Equal("arena@lobby-1", Assert.Single(lobby.Departures).To.Value);
        _arena.Enter("Ada");
        _arena.Type("Ada", "play").ExpectRefused("tag.no_gate");
    }

    [Fact]
    public void A_match_ends_with_its_round_and_returns_players_with_scores_to_the_lobby()
    {
        var lobby = new RoomScenario(SampleWorlds.Tag, "lobby");
        lobby.Enter("Ada");
        lobby.Enter("Bob");
        lobby.Type("Ada", "play");
        var match = new RoomScenario(SampleWorlds.Tag, Assert.Single(lobby.Departures).To.Value, lobby.Saved);
        match.Enter(lobby.Departures[0].State);
        lobby.Type("Bob", "play");
        match.Enter(lobby.Departures[0].State);
        match.Tick(PauseTicks + 2);
        Assert.Equal("playing", match.Room.Instance!.Shown["phase"]);
        for (var i = 0; i < RoundTicks + 2 && match.Tick().Departures.Count == 0; i++)
        {
        }
        var winner = match.ExpectEvent<MatchWon>();
        Assert.All(match.Departures, static going => Assert.Equal("lobby", going.To.Value));
        Assert.Equal([winner.Player], match.Departures.Where(static going => going.State.Record.Score == 1).Select(static going => going.Player));
        foreach (var mail in match.Room.UndeliveredMail.ToArray())
        {
            lobby.Do("mail", (room, effects) =>
            {
                room.Receive(mail, effects);
                return Reply.Ok;
            });
        }
        Assert.Equal($"A match is over: {winner.Name} has won.", lobby.ExpectEvent<MatchOver>().Describe(default));
    }

    private (string It, string Other) Begin()
    {
        _arena.Enter("Ada");
        _arena.Enter("Bob");
        var it = TickUntil<Chosen>(PauseTicks + 2).Name;
        return (it, Names.First(name => name != it && _arena.Room.Contains(_arena.Id(name))));
    }

    private TEvent TickUntil<TEvent>(int ticks)
        where TEvent : RoomEvent
    {
        for (var i = 0; i < ticks && !_arena.Tick().Events.OfType<TEvent>().Any(); i++)
        {
        }
        return _arena.ExpectEvent<TEvent>();
    }

    private void Walk(string player, string towards)
    {
        var (from, to) = (_arena.View(player), _arena.View(towards));
        _arena.Send(player, new Move(new Vector(to.XMilli - from.XMilli, to.YMilli - from.YMilli).Normalized(), 1), 0);
    }

    private void Leave(string player) => _arena.Do($"{player} leaves", (room, effects) =>
    {
        room.Leave(_arena.Id(player), effects);
        return Reply.Ok;
    });

    private string Shown(string component) => Assert.Single(_arena.Frame().Components, shown => shown.Name == component && shown.Holder == ComponentHolder.Room).Json;
}
