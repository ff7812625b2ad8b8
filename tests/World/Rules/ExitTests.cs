using Actors.TestKit;

namespace Actors.World.Tests;

public class ExitTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .Room("hall").Room("yard", static yard => yard with { Capacity = 1 }).Exit("hall", "east", "yard").Build();

    private static RoomScenario Hall()
    {
        var room = new RoomScenario(World, "hall");
        room.Enter("Ada");
        return room;
    }

    [Fact]
    public void Walking_into_an_exit_departs_to_its_arrival()
    {
        var room = Hall();
        room.Send("Ada", new Move(new Vector(1, 0), 9), 0).ExpectDone();

        room.Tick(39).Expect(room.Departures.Count == 0, "no departure before the edge");
        room.Tick();

        var departure = Assert.Single(room.Departures);
        Assert.Equal((new RoomId("yard"), "east", 0L), (departure.To, departure.Direction, departure.Command));
        Assert.Equal(new Vector(-8, 0), departure.State.Record.Position);
        Assert.Equal(new Motion(new Vector(1, 0), 9, 0), departure.State.Motion);
    }

    [Fact]
    public void The_edge_beside_an_exit_is_a_wall()
    {
        var room = Hall();
        room.Enter("Bob", 8, 5);
        room.Send("Bob", new Move(new Vector(1, 0), 1), 0).ExpectDone();

        room.Tick(40);

        Assert.Empty(room.Departures);
        Assert.Equal(10_000, room.View("Bob").XMilli);
    }

    [Fact]
    public void Go_departs_at_once_and_is_answered_when_the_target_admits_the_player()
    {
        var room = Hall();
        room.Type("Ada", "e").Expect<Departing>();
        Assert.Equal(1, Assert.Single(room.Departures).Command);
        room.Type("Ada", "look").ExpectRefused(Codes.NotHere);

        room.Do("arrived", (it, effects) => it.CompleteDeparture(room.Id("Ada"), new RoomId("yard~2"), effects)).ExpectDone("You go east.");

        Assert.Equal("east", room.ExpectEvent<PlayerLeft>().To);
        Assert.False(room.Room.Contains(room.Id("Ada")));
        Assert.Equal(new RoomId("yard~2"), room.Saved.Players[room.Id("Ada")].Room);
    }

    [Fact]
    public void The_target_room_repeats_the_answer_of_the_departing_command()
    {
        var room = Hall();
        room.Type("Ada", "go east").Expect<Departing>();
        var yard = new RoomScenario(World, "yard");
        yard.Enter(room.Departures[0].State, "west").ExpectDone();

        yard.Send("Ada", new Go("east"), 1).ExpectDone("You go east.");

        Assert.Equal("west", new RoomScenario(World, "yard").Room.Definition.Exits[0].Direction);
        Assert.Empty(yard.Departures);
    }

    [Fact]
    public void A_cancelled_departure_leaves_the_player_a_step_inside_and_free_to_retry()
    {
        var room = Hall();
        room.Send("Ada", new Move(new Vector(1, 0), 1), 0).ExpectDone();
        room.Tick(40);

        room.Do("refused", (it, effects) =>
        {
            it.CancelDeparture(room.Id("Ada"), effects);
            return Reply.Ok;
        });

        Assert.Equal((9000, 0), (room.View("Ada").XMilli, room.View("Ada").VelocityXMilli));
        Assert.Empty(room.Tick(20).Departures);
        room.Type("Ada", "go east").Expect<Departing>();
    }

    [Fact]
    public void Go_without_an_exit_is_rejected() =>
        Hall().Type("Ada", "north").ExpectRefused(Codes.NoSuchExit, "You cannot go north from here. Ways out: east.");

    [Fact]
    public void A_full_room_admits_nobody()
    {
        var yard = new RoomScenario(World, "yard");
        yard.Enter("Ada").ExpectDone();

        yard.Enter("Bob").ExpectRefused(Codes.RoomFull, "yard is full: it holds 1.");
    }

    private static PlayerState Newcomer(Room room, PlayerId id) => new(new PlayerRecord { Id = id, Name = $"Player{id}", Room = room.Id, Health = 1 }, []);

    [Fact]
    public void A_reservation_holds_a_slot_until_used_or_cancelled()
    {
        var yard = new RoomScenario(World, "yard");
        var (ada, bob) = (yard.Id("Ada"), yard.Id("Bob"));

        yard.Do("reserve Ada", (room, effects) => room.Reserve(Newcomer(room, ada), effects)).ExpectDone();
        yard.Do("reserve Ada again", (room, effects) => room.Reserve(Newcomer(room, ada), effects)).ExpectDone();
        yard.Do("reserve Bob", (room, effects) => room.Reserve(Newcomer(room, bob), effects)).ExpectRefused(Codes.RoomFull);
        yard.Enter("Bob").ExpectRefused(Codes.RoomFull);
        yard.Room.CancelReservation(ada);
        yard.Do("reserve Bob", (room, effects) => room.Reserve(Newcomer(room, bob), effects)).ExpectDone();
        yard.Enter("Bob").ExpectDone();
        Assert.Equal([bob], yard.Room.Players);
    }

    [Fact]
    public void Travel_goes_to_the_spawn_of_a_room_that_exists()
    {
        var room = Hall();
        room.Send("Ada", new Travel(new RoomId("moon"))).ExpectRefused(Codes.NoSuchRoom);
        room.Send("Ada", new Travel(new RoomId("hall"))).ExpectDone();
        room.Send("Ada", new Travel(new RoomId("yard"))).Expect<Departing>();

        Assert.Equal((Vector.Zero, null), (room.Departures[0].State.Record.Position, room.Departures[0].Direction));
    }
}
