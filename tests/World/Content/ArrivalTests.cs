using Actors.Rules;

using static Actors.World.Tests.TinyWorld;

namespace Actors.World.Tests;

/// <summary>Where a player who goes through an exit comes out.</summary>
public class ArrivalTests
{
    [Fact]
    public void Arrival_is_just_inside_the_exit_that_leads_back()
    {
        var world = Valid(Load());

        Assert.Equal(new Vector(0, 13), Arrival(world, "hall", "north"));
        Assert.Equal(new Vector(0, -3), Arrival(world, "garden", "south"));
    }

    [Fact]
    public void Arrival_prefers_the_opposite_exit_back()
    {
        var files = Edited(HouseFile, "at: [0, -5] }", "at: [0, -5] }\n      up: { to: garden, at: [8, -5] }");
        files[2] = files[2] with { Text = Outside.TrimEnd() + "\n      down: { to: hall, at: [-15, 6] }\n" };

        var world = Valid(ContentLoader.Read(files, BuiltInRules.All));

        Assert.Equal(new Vector(0, 13), Arrival(world, "hall", "north"));
        Assert.Equal(new Vector(-13, 6), Arrival(world, "hall", "up"));
        Assert.Equal(new Vector(8, -3), Arrival(world, "garden", "down"));
    }

    [Fact]
    public void Arrival_avoids_scenery()
    {
        var world = Valid(With(OutsideFile, "    exits:", "    scenery:\n      - { kind: rock, at: [0.5, 12.5], radius: 0.6 }\n    exits:"));

        Assert.Equal(new Vector(-1, 13), Arrival(world, "hall", "north"));
    }

    [Fact]
    public void Arrival_is_the_spawn_when_the_exit_area_is_built_over()
    {
        var world = Valid(With(OutsideFile, "    exits:", "    spawn: [-12, 2]\n    scenery:\n      - { kind: wall, at: [0, 10], size: [12, 8.5] }\n    exits:"));

        Assert.Equal(new Vector(-12, 2), Arrival(world, "hall", "north"));
    }

    [Fact]
    public void Arrival_of_a_one_way_exit_is_the_spawn()
    {
        var files = Edited(HouseFile, "at: [0, -5] }", "at: [0, -5], oneWay: true }");
        files[2] = files[2] with { Text = Outside[..Outside.IndexOf("    exits:", StringComparison.Ordinal)] };

        Assert.Equal(new Vector(0, 0), Arrival(Valid(ContentLoader.Read(files, BuiltInRules.All)), "hall", "north"));
    }

    [Fact]
    public void Arrival_keeps_clear_of_an_adjacent_exit()
    {
        var files = Edited(HouseFile, "at: [0, -5] }", "at: [0, -5] }\n      east: { to: garden, at: [10, 0] }");
        files[2] = files[2] with
        {
            Text = Outside.Replace("at: [0, 15] }", "at: [13.5, 15], width: 3 }\n      west: { to: hall, at: [15, 13.5], width: 3 }", StringComparison.Ordinal)
                .Replace("west:", "northeast:", StringComparison.Ordinal),
        };

        var world = Valid(ContentLoader.Read(files, BuiltInRules.All));

        foreach (var direction in new[] { "north", "east" })
        {
            var arrival = Arrival(world, "hall", direction);
            Assert.InRange(arrival.X, 0, 13.5);
            Assert.InRange(arrival.Y, 0, 13.5);
        }
    }

    private static Vector Arrival(WorldDefinition world, string room, string direction) =>
        world.Rooms[room].Exits.Single(exit => exit.Direction == direction).Arrival;
}
