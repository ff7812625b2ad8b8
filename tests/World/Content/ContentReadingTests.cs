using Actors.Rules;

using static Actors.World.Tests.TinyWorld;

namespace Actors.World.Tests;

/// <summary>What valid content means.</summary>
public class ContentReadingTests
{
    [Fact]
    public void Omitted_keys_take_the_definitions_defaults()
    {
        var world = Valid(With(WorldFile, "rules:\n  playerRadius: 0.5\n", ""));
        var hall = world.Rooms["hall"];

        Assert.Equal(new WorldRules(), world.Rules);
        Assert.Equal(new NodeDefinition { Resource = Resource.Wood, At = new Vector(5, 3) }, Assert.Single(hall.Nodes));
        Assert.Equal(new CreatureKind { Id = "mouse", Name = "mouse", Description = "Small.", Drops = "cup" }, world.CreatureKinds["mouse"]);
        Assert.Equal(
            new ItemKind { Id = "cup", Name = "tin cup", Description = "Dented.", Aliases = [] },
            world.ItemKinds["cup"] with { Aliases = [] });
        var plain = new RoomDefinition { Id = "", Zone = default, Title = "", Description = "", Width = 0, Height = 0 };
        Assert.Equal((plain.Speed, plain.Safe, plain.Capacity, plain.Overflow), (hall.Speed, hall.Safe, hall.Capacity, hall.Overflow));
        Assert.Equal(new ExitDefinition { Direction = "", To = "", At = default }.Width, hall.Exits[0].Width);
    }

    [Theory]
    [InlineData(20, 50)]
    [InlineData(50, 20)]
    [InlineData(100, 10)]
    public void Seconds_convert_to_ticks_and_defaults_keep_their_duration(int tickMilliseconds, int ticksASecond)
    {
        var files = Edited(WorldFile, "playerRadius: 0.5", $"tickMilliseconds: {tickMilliseconds}\n  attackCooldownSeconds: 1.5");
        files[1] = files[1] with { Text = House.Replace("wood,", "wood, respawnSeconds: 2,", StringComparison.Ordinal) };

        var world = Valid(ContentLoader.Read(files, BuiltInRules.All));

        Assert.Equal(1.5 * ticksASecond, world.Rules.AttackCooldownTicks);
        Assert.Equal(2 * ticksASecond, world.Rooms["hall"].Nodes[0].RespawnTicks);
        Assert.Equal(3 * ticksASecond, world.Rules.RespawnTicks);
        Assert.Equal(60 * ticksASecond, world.CreatureKinds["mouse"].RespawnTicks);
    }

    [Fact]
    public void A_duration_under_a_tick_is_one_tick() =>
        Assert.Equal(1, Valid(With(WorldFile, "playerRadius: 0.5", "tickMilliseconds: 1000\n  attackCooldownSeconds: 0.1")).Rules.AttackCooldownTicks);

    [Fact]
    public void Each_listed_position_makes_a_node()
    {
        var hall = Valid(With(HouseFile, "at: [5, 3]", "radius: 0.3, at: [[5, 3], [6, 3], [7, -0.0]]")).Rooms["hall"];

        Assert.Equal([new Vector(5, 3), new Vector(6, 3), new Vector(7, 0)], hall.Nodes.Select(node => node.At));
        Assert.All(hall.Nodes, node => Assert.Equal(0.3, node.Radius));
    }

    [Theory]
    [InlineData("id: house", null)]
    [InlineData("id: house\ntheme: town", "town")]
    [InlineData("id: house\ntheme: town", "cellar", "spawn: [0, 0]\n    theme: cellar")]
    [InlineData("id: house", "cellar", "spawn: [0, 0]\n    theme: cellar")]
    public void A_rooms_theme_defaults_to_that_of_its_zone(string zone, string? theme, string room = "spawn: [0, 0]")
    {
        var files = Edited(HouseFile, "id: house", zone);
        files[1] = files[1] with { Text = files[1].Text.Replace("spawn: [0, 0]", room, StringComparison.Ordinal) };

        Assert.Equal(theme, Valid(ContentLoader.Read(files, BuiltInRules.All)).Rooms["hall"].Theme);
    }

    [Fact]
    public void An_exit_near_the_edge_snaps_to_the_edge() =>
        Assert.Equal(new Vector(1, -5), Valid(With(HouseFile, "at: [0, -5]", "at: [1, -4.97]")).Rooms["hall"].Exits[0].At);

    [Fact]
    public void Text_may_be_a_folded_scalar_or_an_alias()
    {
        var folded = Valid(With(OutsideFile, "description: Weeds.", "description: >\n      Weeds and\n      more weeds.\n"));
        var shared = Valid(With(HouseFile, "title: The House\ndescription: Small and old.", "title: &t The House\ndescription: *t"));

        Assert.Equal("Weeds and more weeds.", folded.Rooms["garden"].Description);
        Assert.Equal("The House", shared.Zones["house"].Description);
    }

    [Fact]
    public void Each_room_has_its_own_seed_unless_content_sets_it()
    {
        var world = Valid(Load());

        Assert.NotEqual(world.Rooms["hall"].Seed, world.Rooms["garden"].Seed);
        Assert.Equal(world.Rooms["hall"].Seed, Valid(Load()).Rooms["hall"].Seed);
        Assert.Equal(7UL, Valid(With(HouseFile, "spawn: [0, 0]", "seed: 7")).Rooms["hall"].Seed);
    }

    [Fact]
    public void The_content_hash_ignores_line_endings_BOMs_and_file_order()
    {
        var hash = Valid(Load()).ContentHash;
        var elsewhere = Files.ConvertAll(file => file with { Text = "\uFEFF" + file.Text.ReplaceLineEndings("\r\n") });
        elsewhere.Reverse();

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, Valid(ContentLoader.Read(elsewhere, BuiltInRules.All, "/somewhere/else")).ContentHash);
        Assert.NotEqual(hash, Valid(With(HouseFile, "Tiles.", "Tiles!")).ContentHash);
    }

    [Fact]
    public void Error_positions_ignore_line_endings()
    {
        var files = Edited(HouseFile, "at: [3, 3]", "at: [3, 30]").ConvertAll(file => file with { Text = file.Text.ReplaceLineEndings("\r\n") });

        var error = Assert.Single(ContentLoader.Read(files, BuiltInRules.All).Errors);
        Assert.Equal((17, 26), (error.Line, error.Column));
    }
}
