using System.Diagnostics;
using Actors.Rules;

namespace Actors.World.Tests;

/// <summary>What the project promises of the world in <c>content/</c>, and what old clients rely on there.</summary>
public class SampleWorldTests
{
    private static readonly WorldDefinition World = TinyWorld.Valid(ContentLoader.Load(Repository.Content, BuiltInRules.All));

    private static readonly Dictionary<string, Lazy<WalkableGround>> Grounds = World.Rooms.Values.ToDictionary(
        room => room.Id,
        room => new Lazy<WalkableGround>(() => new WalkableGround(room, World.Rules.PlayerRadius)));

    public static TheoryData<string> Rooms => [.. World.Rooms.Keys];

    [Fact]
    public void It_has_three_zones_and_at_least_16_rooms()
    {
        Assert.Equal(["commons", "harbour", "hills"], World.Zones.Keys.Order(StringComparer.Ordinal));
        Assert.True(World.Rooms.Count >= 16);
        Assert.All(World.Zones.Keys, zone => Assert.Contains(World.Rooms.Values, room => room.Zone.Value == zone));
        Assert.True(World.Rooms.Values.Select(room => (room.Width, room.Height)).Distinct().Count() >= 8);
    }

    [Fact]
    public void The_plaza_matches_legacy_clients()
    {
        var plaza = World.Rooms[World.DefaultRoom];

        Assert.Equal("plaza", plaza.Id);
        Assert.Equal((100, 100, 5), (plaza.Width, plaza.Height, plaza.Speed));
        Assert.Equal(new Vector(0, 0), plaza.Spawn);
        Assert.True(plaza.Safe);
        Assert.Equal(100, plaza.Capacity);
        Assert.True(plaza.Overflow);
        Assert.Equal(50, World.Rules.TickMilliseconds);
    }

    /// <summary>Such a client holds a key and expects to end up on the edge, with nothing in between.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(-1, 1)]
    [InlineData(-1, -1)]
    public void The_plaza_is_open_from_its_middle_to_the_edge(double x, double y)
    {
        var plaza = World.Rooms["plaza"];
        var direction = new Vector(x, y);
        for (var step = 0; step <= 500; step++)
        {
            var at = direction * (step * 0.1);
            Assert.True(Solid.Distance(plaza, at) >= (x * y == 0 ? 3 : 1.5), $"Something stands near {at}");
        }

        var end = direction * 50;
        Assert.All(plaza.Exits, exit => Assert.True((exit.At - end).Length > 5 + (exit.Width / 2)));
    }

    /// <summary>The values of these games' own clients and servers: the field as it is shown, and how far a player goes on it in a second.</summary>
    [Theory]
    [InlineData("collector", 800, 600, 300)]
    [InlineData("packets", 1000, 1000, 250)]
    [InlineData("datagram", 38, 18, 10)]
    public void Each_dialects_entrance_has_the_shape_and_speed_its_game_expects(string dialect, double width, double height, double speed)
    {
        var room = World.Rooms[World.Entrances[dialect]];
        Assert.Equal(width / height, room.Width / room.Height, 6);
        Assert.Equal(speed, room.Speed * width / room.Width, 6);
        Assert.Equal(Vector.Zero, room.Spawn);
        Assert.True(room is { Safe: true, Overflow: true });
    }

    [Fact]
    public void The_plaza_has_things_to_see_to_gather_and_to_take()
    {
        var plaza = World.Rooms["plaza"];
        var scenery = plaza.Scenery.Select(solid => solid.Kind).ToHashSet();

        Assert.Superset(new HashSet<string> { "fountain", "stall", "tree", "wall", "lamp_post" }, scenery);
        Assert.All(Enum.GetValues<Resource>(), resource => Assert.Contains(plaza.Nodes, node => node.Resource == resource));
        Assert.Contains(plaza.Nodes, node => node.OnTouch);
        Assert.Contains(plaza.Nodes, node => !node.OnTouch);
        Assert.True(plaza.Items.Count(item => item.At.Length < 6) >= 4);
        Assert.NotEmpty(plaza.Creatures);
    }

    [Fact]
    public void At_least_25_items_cover_every_use()
    {
        var items = World.Rooms.Values.SelectMany(room => room.Items).Select(item => World.ItemKinds[item.Kind]).ToList();

        Assert.True(items.Count >= 25);
        Assert.Contains(items, item => item.Heals > 0);
        Assert.Contains(items, item => item.AttackBonus > 0);
        Assert.Contains(items, item => item.Fixed);
        Assert.Contains(items, item => item is { UseText.Length: > 0, Heals: 0 });
    }

    [Fact]
    public void Every_kind_occurs_somewhere()
    {
        var placed = World.Rooms.Values.SelectMany(room => room.Items).Select(item => item.Kind);
        var dropped = World.CreatureKinds.Values.Select(kind => kind.Drops).OfType<string>();

        Assert.Equal(World.ItemKinds.Keys.Order(StringComparer.Ordinal), placed.Concat(dropped).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            World.CreatureKinds.Keys.Order(StringComparer.Ordinal),
            World.Rooms.Values.SelectMany(room => room.Creatures).Select(creature => creature.Kind).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_kinds_wander_and_one_fights_back_in_unsafe_rooms()
    {
        Assert.All(World.CreatureKinds.Values, kind => Assert.True(kind is { WanderRadius: > 0, Speed: > 0 }));
        var fighter = Assert.Single(World.CreatureKinds.Values, kind => kind.FightsBack);
        var homes = World.Rooms.Values.Where(room => room.Creatures.Any(creature => creature.Kind == fighter.Id)).ToList();
        Assert.NotEmpty(homes);
        Assert.All(homes, room => Assert.False(room.Safe));
    }

    [Fact]
    public void At_least_two_rooms_are_safe_and_one_holds_four_players()
    {
        Assert.True(World.Rooms.Values.Count(room => room.Safe) >= 2);
        Assert.Contains(World.Rooms.Values, room => room is { Capacity: 4, Overflow: false });
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_exit_has_a_way_back_in_the_opposite_direction(string id)
    {
        foreach (var exit in World.Rooms[id].Exits)
        {
            var back = World.Rooms[exit.To].Exits.Where(other => other.To == id).ToList();
            Assert.NotEmpty(back);
            Assert.Contains(back, other => IsOpposite(exit.Direction, other.Direction));
        }
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Everything_is_reachable(string id)
    {
        var room = World.Rooms[id];
        var radius = World.Rules.PlayerRadius;
        var ground = Grounds[id].Value;

        Assert.All(room.Exits, exit => Assert.True(ground.CanCome(exit.At, 0), $"{id}: exit {exit.Direction}"));
        Assert.All(room.Items, item => Assert.True(ground.CanCome(item.At, 0), $"{id}: {item}"));
        Assert.All(room.Creatures, creature => Assert.True(ground.CanCome(creature.At, 0), $"{id}: {creature}"));
        Assert.All(room.Nodes, node => Assert.True(ground.CanCome(node.At, node.Radius + radius), $"{id}: {node}"));
        foreach (var exit in room.Exits)
        {
            var there = World.Rooms[exit.To];
            Assert.True(Grounds[exit.To].Value.CanCome(exit.Arrival, 0), $"{id}: {exit.Direction} arrives walled in");
            Assert.NotEqual(there.Spawn, exit.Arrival);
        }
    }

    [Fact]
    public void The_world_loads_within_a_second()
    {
        var started = Stopwatch.GetTimestamp();
        Assert.True(ContentLoader.Load(Repository.Content, BuiltInRules.All).IsValid);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    private static bool IsOpposite(string direction, string other)
    {
        string[][] pairs =
        [
            ["north", "south"], ["east", "west"], ["up", "down"], ["in", "out"], ["northeast", "southwest"], ["northwest", "southeast"],
        ];
        return Array.Exists(pairs, pair => pair.Contains(direction) && pair.Contains(other) && direction != other);
    }
}
