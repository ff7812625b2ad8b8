using System.Collections.Frozen;
using Actors.Rules;

namespace Actors.World.Tests;

public class SolidThingsTests
{
    private const double Nearly = 1e-5;

    /// <summary>Whatever the room's size, and however far its things extend over its edges: a step that overlooked one would show a player inside it.</summary>
    [Fact]
    public void Players_never_walk_into_scenery_wherever_it_is()
    {
        var pushed = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (width, height) = (6 + (random.NextDouble() * 120), 6 + (random.NextDouble() * 120));
            var thing = Thing(random, width, height);
            var definition = new RoomDefinition
            {
                Id = "yard",
                Zone = new ZoneId("zone"),
                Title = "Yard",
                Description = "",
                Width = width,
                Height = height,
                Speed = 1 + (random.NextDouble() * 9),
                Scenery = [thing],
            };
            var room = new Room(World(definition), definition, new RoomId("yard"), new SavedRoom(null, []), 0);
            var effects = new RoomEffects();
            if (Start(random, definition, thing) is not { } start)
                continue;
            room.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = room.Id, Health = 100, Position = start }, []), null, effects);
            for (var tick = 0; tick < 200; tick++)
            {
                // Mostly towards it, and often along it.
                var at = room.Save(new PlayerId(1))!.Record.Position;
                var way = (thing.At - at).Angle + ((random.NextDouble() - 0.5) * 3);
                room.Apply(new PlayerId(1), 0, new Move(Vector.FromAngle(way), tick), effects);
                room.Advance(effects);
                var (x, y) = (room.View(tick, []).Players[0].XMilli / 1000.0, room.View(tick, []).Players[0].YMilli / 1000.0);
                var gap = Gap(thing, new Vector(x, y));
                Assert.True(gap > 0.5 - 0.002 - Nearly, $"seed {seed}: {gap} units from the thing at tick {tick}");
                if (gap < 0.51)
                    pushed++;
            }
        }
        Assert.True(pushed > 1000, $"only {pushed} steps were at a thing");
    }

    [Fact]
    public void Touch_gathering_works_in_every_corner()
    {
        foreach (var at in (Vector[])[new(-20, -15), new(20, -15), new(-20, 15), new(20, 15), new(0, 0), new(19.99, 0.3), new(-3.125, 7.5)])
        {
            var definition = new RoomDefinition
            {
                Id = "yard",
                Zone = new ZoneId("zone"),
                Title = "Yard",
                Description = "",
                Width = 40,
                Height = 30,
                Nodes = [new NodeDefinition { Resource = Resource.Gold, At = at, Radius = 0.5 }],
            };
            var room = new Room(World(definition), definition, new RoomId("yard"), new SavedRoom(null, []), 0);
            var effects = new RoomEffects();
            var beside = at + ((Vector.Zero - at).Normalized() * 0.99);
            room.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = room.Id, Health = 100, Position = beside }, []), null, effects);
            Assert.Equal(1, room.NextWork);
            room.Advance(effects);
            Assert.Equal(1, room.Save(new PlayerId(1))!.Record.Resources.Gold);
        }
    }

    private static WorldDefinition World(RoomDefinition room) => new()
    {
        Name = "World",
        RuleSet = BuiltInRules.All,
        DefaultRoom = room.Id,
        Rooms = new Dictionary<string, RoomDefinition> { [room.Id] = room }.ToFrozenDictionary(),
        Zones = FrozenDictionary<string, ZoneDefinition>.Empty,
        ItemKinds = FrozenDictionary<string, ItemKind>.Empty,
        CreatureKinds = FrozenDictionary<string, CreatureKind>.Empty,
    };

    private static SceneryDefinition Thing(Random random, double width, double height)
    {
        var at = new Vector((random.NextDouble() - 0.5) * width, (random.NextDouble() - 0.5) * height);
        return random.Next(2) == 0
            ? new SceneryDefinition { Kind = "tree", At = at, Radius = 0.1 + (random.NextDouble() * 5) }
            : new SceneryDefinition { Kind = "wall", At = at, Width = 0.2 + (random.NextDouble() * 10), Height = 0.2 + (random.NextDouble() * 10) };
    }

    private static Vector? Start(Random random, RoomDefinition room, SceneryDefinition thing)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var at = new Vector((random.NextDouble() - 0.5) * room.Width, (random.NextDouble() - 0.5) * room.Height);
            if (Gap(thing, at) > 0.6)
                return at;
        }
        return null;
    }

    /// <summary>Units from a thing's edge to a point; 0 inside.</summary>
    private static double Gap(SceneryDefinition thing, Vector at)
    {
        var away = at - thing.At;
        return thing.Radius > 0
            ? Math.Max(0, away.Length - thing.Radius)
            : new Vector(Math.Max(0, Math.Abs(away.X) - (thing.Width / 2)), Math.Max(0, Math.Abs(away.Y) - (thing.Height / 2))).Length;
    }
}
