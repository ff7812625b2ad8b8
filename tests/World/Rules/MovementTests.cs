using Actors.TestKit;

namespace Actors.World.Tests;

public class MovementTests
{
    private static readonly Vector East = new(1, 0);

    private static RoomScenario Hall(Func<RoomDefinition, RoomDefinition>? change = null) =>
        new(new WorldBuilder().Room("hall", change).Build(), "hall");

    [Fact]
    public void A_player_walks_exactly_five_units_a_second()
    {
        var room = Hall();
        room.Enter("Ada", -9);
        room.Send("Ada", new Move(East, 1), 0).ExpectDone();

        for (var tick = 1; tick <= 40; tick++)
        {
            room.Tick();
            Assert.Equal(-9 + (tick * 0.25), room.Player("Ada").Record.Position.X, 9);
        }

        Assert.Equal(5000, room.View("Ada").VelocityXMilli);
    }

    [Fact]
    public void A_diagonal_is_no_faster()
    {
        var room = Hall();
        room.Enter("Ada");
        room.Send("Ada", new Move(new Vector(1, 1), 1), 0).ExpectDone();

        room.Tick(20);

        // Records are rounded to thousandths, each component separately.
        Assert.Equal(5, room.Player("Ada").Record.Position.Length, 0.001);
    }

    [Fact]
    public void Direction_length_scales_the_speed()
    {
        var room = Hall();
        room.Enter("Ada");
        room.Send("Ada", new Move(new Vector(0.5, 0), 1), 0).ExpectDone();

        Assert.Equal(2.5, room.Tick(20).Player("Ada").Record.Position.X, 3);
    }

    [Fact]
    public void A_player_stops_at_the_edge_with_zero_velocity()
    {
        var room = Hall();
        room.Enter("Ada", 9.9);
        room.Send("Ada", new Move(East, 1), 0).ExpectDone();

        room.Tick(2);

        Assert.Equal((10_000, 0), (room.View("Ada").XMilli, room.View("Ada").VelocityXMilli));
    }

    [Theory]
    [InlineData(1.01, 0)]
    [InlineData(0, -1.01)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void An_out_of_range_direction_is_rejected_and_changes_nothing(double x, double y)
    {
        var room = Hall();
        room.Enter("Ada");

        room.Send("Ada", new Move(new Vector(x, y), 7), 0).ExpectRefused(Codes.BadArgument);

        Assert.Equal((0, 0L), (room.Tick(5).View("Ada").XMilli, room.View("Ada").LastProcessedInput));
    }

    [Fact]
    public void A_state_names_an_input_only_after_the_step_that_applies_it()
    {
        var room = Hall();
        room.Enter("Ada");
        room.Send("Ada", new Move(East, 3), 0).ExpectDone();
        Assert.Equal((0, 0L), (room.View("Ada").VelocityXMilli, room.View("Ada").LastProcessedInput));
        room.Tick();
        Assert.Equal((5000, 3L), (room.View("Ada").VelocityXMilli, room.View("Ada").LastProcessedInput));

        // Two before one step, which move nobody.
        room.Send("Ada", new Move(Vector.Zero, 4), 0).ExpectDone();
        room.Tick();
        room.Send("Ada", new Move(Vector.Zero, 5), 0).ExpectDone();
        room.Send("Ada", new Move(Vector.Zero, 6), 0).ExpectDone();
        Assert.Equal(4, room.View("Ada").LastProcessedInput);
        room.Tick();
        Assert.Equal(6, room.View("Ada").LastProcessedInput);
    }

    [Fact]
    public void A_held_move_stops_by_itself()
    {
        var room = Hall();
        room.Enter("Ada");
        room.Send("Ada", new Move(East, 3, HoldTicks: 4), 0).ExpectDone();

        room.Tick(10);

        var ada = room.View("Ada");
        Assert.Equal((1000, 0, 3L), (ada.XMilli, ada.VelocityXMilli, ada.LastProcessedInput));
        Assert.Null(room.Room.NextWork);
    }

    [Fact]
    public void A_player_slides_along_a_wall_hit_at_an_angle()
    {
        var room = Hall(static hall => hall.WithWall(3, 0, 1, 16));
        room.Enter("Ada", 0, -4);
        room.Send("Ada", new Move(new Vector(1, 1), 1), 0).ExpectDone();

        room.Tick(40);

        Assert.Equal(2, room.Player("Ada").Record.Position.X, 3);
        Assert.InRange(room.Player("Ada").Record.Position.Y, 2, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_player_never_enters_scenery_or_leaves_the_room(int seed)
    {
        var random = new Random(seed);
        var room = Hall(hall =>
        {
            for (var i = 0; i < 8; i++)
            {
                hall = hall
                    .WithRock((random.NextDouble() * 18) - 9, (random.NextDouble() * 18) - 9, 0.3 + random.NextDouble())
                    .WithWall((random.NextDouble() * 18) - 9, (random.NextDouble() * 18) - 9, 0.2 + (random.NextDouble() * 3), 0.2 + random.NextDouble());
            }
            return hall;
        });
        var start = FreePlace(room.Room.Definition, random);
        room.Enter("Ada", start.X, start.Y);
        for (var tick = 0; tick < 4000; tick++)
        {
            if (tick % 20 == 0)
                room.Send("Ada", new Move(new Vector((random.NextDouble() * 2) - 1, (random.NextDouble() * 2) - 1), tick), 0);
            room.Tick();
            var at = room.Player("Ada").Record.Position;
            var inside = room.Room.Definition.Scenery.Any(thing => Distance(thing, at) < 0.5 - 0.002);
            Assert.False(inside, $"seed {seed}, tick {tick}: within scenery at {at}");
            Assert.True(Math.Abs(at.X) <= 10 && Math.Abs(at.Y) <= 10, $"seed {seed}, tick {tick}: outside at {at}");
        }
    }

    private static Vector FreePlace(RoomDefinition room, Random random)
    {
        while (true)
        {
            var at = new Vector((random.NextDouble() * 19) - 9.5, (random.NextDouble() * 19) - 9.5);
            if (room.Scenery.All(thing => Distance(thing, at) > 0.5))
                return at;
        }
    }

    private static double Distance(SceneryDefinition thing, Vector at)
    {
        var local = at - thing.At;
        if (thing.Radius > 0)
            return local.Length - thing.Radius;
        return new Vector(Math.Max(0, Math.Abs(local.X) - (thing.Width / 2)), Math.Max(0, Math.Abs(local.Y) - (thing.Height / 2))).Length;
    }
}
