using Actors.Rules;

using static Actors.World.Tests.TinyWorld;

namespace Actors.World.Tests;

/// <summary>One mistake in a world that is otherwise right, and every line that its author then reads.</summary>
public class ContentErrorTests
{
    [Fact]
    public void The_unmodified_world_is_valid() => Valid(Load());

    [Theory]
    [InlineData("name: Tiny\n", "", "content/world.yaml:1:1: the world lacks \"name\"")]
    [InlineData("name: Tiny", "name:", "content/world.yaml:1:6: \"name\" must be one line of 1 to 60 characters, not nothing")]
    [InlineData("name: Tiny", "name: [Tiny]", "content/world.yaml:1:7: \"name\" must be one line of 1 to 60 characters, not a list of 1")]
    [InlineData("name: Tiny", "name: \"Ti\\eny\"", "content/world.yaml:1:7: \"name\" must be one line of 1 to 60 characters, not the text \"Ti?ny\"")]
    [InlineData("name: Tiny", "name: |\n  Tiny\n  World", "content/world.yaml:1:7: \"name\" must be one line of 1 to 60 characters, not the text \"Tiny?World?\"")]
    [InlineData("name: Tiny", "nmae: Tiny", "content/world.yaml:1:1: the world has no key \"nmae\"; did you mean \"name\"?", "content/world.yaml:1:1: the world lacks \"name\"")]
    [InlineData("name: Tiny", "name: Tiny\ncolour: red", "content/world.yaml:2:1: the world has no key \"colour\"; it knows name, defaultRoom, entrances, rules, items, creatures, formerRooms")]
    [InlineData("defaultRoom: hall", "defaultRoom: hall\nentrances: { collector: hal }", "content/world.yaml:3:25: there is no room \"hal\"; did you mean \"hall\"?")]
    [InlineData("defaultRoom: hall", "defaultRoom: hal", "content/world.yaml:2:14: there is no room \"hal\"; did you mean \"hall\"?")]
    [InlineData("defaultRoom: hall", "defaultRoom: Hall~2", "content/world.yaml:2:14: \"defaultRoom\" must be an id: a to z, 0 to 9, - and _, a letter first, at most 40; not \"Hall~2\"")]
    [InlineData("playerRadius: 0.5", "playerRadius: wide", "content/world.yaml:4:17: \"playerRadius\" must be a number from 0.1 to 2, not wide")]
    [InlineData("playerRadius: 0.5", "playerRadius: \"0.5\"", "content/world.yaml:4:17: \"playerRadius\" must be a number from 0.1 to 2, not the text \"0.5\"")]
    [InlineData("playerRadius: 0.5", "playerRadius: .nan", "content/world.yaml:4:17: \"playerRadius\" must be a number from 0.1 to 2, not .nan")]
    [InlineData("playerRadius: 0.5", "attackDamage: 2.5", "content/world.yaml:4:17: \"attackDamage\" must be a whole number from 0 to 10000, not 2.5")]
    [InlineData("playerRadius: 0.5", "tickMilliseconds: 5", "content/world.yaml:4:21: \"tickMilliseconds\" must be a whole number from 10 to 1000, not 5")]
    [InlineData("playerRadius: 0.5", "respawnSecond: 5", "content/world.yaml:4:3: \"rules\" has no key \"respawnSecond\"; did you mean \"respawnSeconds\"?")]
    [InlineData("rules:\n  playerRadius: 0.5", "rules: fair", "content/world.yaml:3:8: \"rules\" must be a map of keys, not fair")]
    [InlineData("  cup:\n", "  Cup:\n", "content/world.yaml:6:3: \"items\" must be an id: a to z, 0 to 9, - and _, a letter first, at most 40; not \"Cup\"",
        "content/world.yaml:13:12: there is no item kind \"cup\"", "content/zones/house.yaml:17:17: there is no item kind \"cup\"")]
    [InlineData("    description: Dented.", "    fixed: maybe", "content/world.yaml:6:3: item kind \"cup\" lacks \"description\"",
        "content/world.yaml:8:12: \"fixed\" must be true or false, not maybe")]
    [InlineData("    description: Dented.", "    description: Dented.\n    aliases: cup", "content/world.yaml:9:14: \"aliases\" must be a list, not cup")]
    [InlineData("    description: Small.", "    description: Small.\n    speed: 51", "content/world.yaml:13:12: \"speed\" must be a number from 0 to 50, not 51")]
    [InlineData("description: Small.", "description: \"Sm\\all.\"", "content/world.yaml:12:18: \"description\" must be text of 1 to 2000 characters, not the text \"Sm?ll.\"")]
    [InlineData("drops: cup", "drops: cpu", "content/world.yaml:13:12: there is no item kind \"cpu\"; did you mean \"cup\"?")]
    [InlineData("drops: cup", "drops: cup\n    name: rat", "content/world.yaml:14:5: \"name\" stands twice; first in line 11")]
    [InlineData("  mouse:\n    name: mouse\n    description: Small.\n    drops: cup", "  mouse: small", "content/world.yaml:10:10: creature kind \"mouse\" must be a map of keys, not small")]
    public void Mistakes_in_world_yaml(string text, string replacement, params string[] expected) => AssertErrors(WorldFile, text, replacement, expected);

    [Theory]
    [InlineData("id: house\n", "", "content/zones/house.yaml:1:1: a zone lacks \"id\"")]
    [InlineData("id: house", "id: outside", "content/zones/outside.yaml:1:5: there is a zone \"outside\" already, at content/zones/house.yaml:1:5")]
    [InlineData("title: The House\n", "", "content/zones/house.yaml:1:1: a zone lacks \"title\"")]
    [InlineData("    title: The Hall\n", "", "content/zones/house.yaml:5:3: room \"hall\" lacks \"title\"")]
    [InlineData("    title: The Hall", "    titel: The Hall", "content/zones/house.yaml:5:3: room \"hall\" lacks \"title\"",
        "content/zones/house.yaml:6:5: room \"hall\" has no key \"titel\"; did you mean \"title\"?")]
    [InlineData("  hall:\n", "  garden:\n", "content/zones/house.yaml:11:20: exit north leads into its own room",
        "content/zones/outside.yaml:5:3: there is a room \"garden\" already, at content/zones/house.yaml:5:3")]
    [InlineData("size: [20, 10]", "size: [20]", "content/zones/house.yaml:8:11: \"size\" must be two numbers [width, height], not a list of 1")]
    [InlineData("size: [20, 10]", "size: [2000, 10]", "content/zones/house.yaml:8:12: \"size\" must be a number from 4 to 1000, not 2000")]
    [InlineData("    size: [20, 10]\n", "", "content/zones/house.yaml:5:3: room \"hall\" lacks \"size\"")]
    [InlineData("spawn: [0, 0]", "spawn: [10.5, 0]", "content/zones/house.yaml:9:12: \"spawn\" [10.5, 0] is not inside the room, which is x from -10 to 10, y from -5 to 5")]
    [InlineData("spawn: [0, 0]", "spawn: [-5.6, 0.2]", "content/zones/house.yaml:9:12: \"spawn\" [-5.6, 0.2] is in the way of the chest at [-7, 0]")]
    [InlineData("spawn: [0, 0]", "spawn: [2, -3.6]", "content/zones/house.yaml:9:12: \"spawn\" [2, -3.6] is less than 1.5 units from the exit north")]
    [InlineData("id: house", "id: house\ntheme: Grand Hall", "content/zones/house.yaml:2:8: \"theme\" must be an id: a to z, 0 to 9, - and _, a letter first, at most 40; not \"Grand Hall\"")]
    [InlineData("spawn: [0, 0]", "theme: [hall]", "content/zones/house.yaml:9:12: \"theme\" must be one line of 1 to 60 characters, not a list of 1")]
    [InlineData("spawn: [0, 0]", "speed: 0", "content/zones/house.yaml:9:12: \"speed\" must be a number from 0.1 to 50, not 0")]
    [InlineData("spawn: [0, 0]", "speed: 50.5", "content/zones/house.yaml:9:12: \"speed\" must be a number from 0.1 to 50, not 50.5")]
    [InlineData("spawn: [0, 0]", "capacity: 0", "content/zones/house.yaml:9:15: \"capacity\" must be a whole number from 1 to 10000, not 0")]
    [InlineData("spawn: [0, 0]", "safe: yes", "content/zones/house.yaml:9:11: \"safe\" must be true or false, not yes")]
    [InlineData("spawn: [0, 0]", "seed: -1", "content/zones/house.yaml:9:11: \"seed\" must be a whole number from 0 to 1000000000, not -1")]
    public void Mistakes_in_a_zone_and_its_rooms(string text, string replacement, params string[] expected) => AssertErrors(HouseFile, text, replacement, expected);

    [Theory]
    [InlineData("kind: chest, at: [-7, 0], size: [2, 2]", "kind: chest, at: [-7, 0]", "content/zones/house.yaml:13:9: scenery must have either \"radius\" or \"size\"")]
    [InlineData("kind: chest, at: [-7, 0], size: [2, 2]", "kind: chest, at: [-7, 0], size: [2, 2], radius: 1", "content/zones/house.yaml:13:9: scenery must have either \"radius\" or \"size\"")]
    [InlineData("kind: chest, at: [-7, 0], size: [2, 2]", "kind: chest, at: [-9.5, 0], size: [2, 2]",
        "content/zones/house.yaml:13:28: the chest at [-9.5, 0] is not wholly inside the room, which is x from -10 to 10, y from -5 to 5")]
    [InlineData("kind: chest, at: [-7, 0], size: [2, 2]", "kind: chest, at: [0, -3.5], radius: 1.2", "content/zones/house.yaml:11:32: exit north at [0, -5] is blocked by the chest at [0, -3.5]")]
    [InlineData("resource: wood", "resource: silver", "content/zones/house.yaml:15:21: there is no resource \"silver\"")]
    [InlineData("resource: wood", "resource: wod", "content/zones/house.yaml:15:21: there is no resource \"wod\"; did you mean \"wood\"?")]
    [InlineData("resource: wood,", "resource: wood, gather: kick,", "content/zones/house.yaml:15:35: there is no way to gather \"kick\"")]
    [InlineData("resource: wood,", "resource: wood, amount: 0,", "content/zones/house.yaml:15:35: \"amount\" must be a whole number from 1 to 1000000, not 0")]
    [InlineData("resource: wood,", "resource: wood, respawnSeconds: 0,", "content/zones/house.yaml:15:43: \"respawnSeconds\" must be a number from 0.05 to 86400, not 0")]
    [InlineData("at: [5, 3]", "at: [9.8, 3]", "content/zones/house.yaml:15:31: a resource at [9.8, 3] is not inside the room, which is x from -10 to 10, y from -5 to 5")]
    [InlineData("at: [5, 3]", "at: [[5, 3], [-7, 1.2]]", "content/zones/house.yaml:15:40: a resource at [-7, 1.2] is in the way of the chest at [-7, 0]")]
    [InlineData("at: [5, 3]", "at: [5, three]", "content/zones/house.yaml:15:35: \"at\" must be a number from -500 to 500, not three")]
    [InlineData("kind: cup", "kind: cop", "content/zones/house.yaml:17:17: there is no item kind \"cop\"; did you mean \"cup\"?")]
    [InlineData("at: [3, 3]", "at: [-7, -1]", "content/zones/house.yaml:17:26: an item at [-7, -1] is in the way of the chest at [-7, 0]")]
    [InlineData("{ kind: cup, at: [3, 3] }", "cup", "content/zones/house.yaml:17:9: an item must be a map of keys, not cup")]
    [InlineData("kind: mouse", "kind: moose", "content/zones/house.yaml:19:17: there is no creature kind \"moose\"; did you mean \"mouse\"?")]
    [InlineData("at: [2, 2]", "at: [2, 6]", "content/zones/house.yaml:19:28: a creature at [2, 6] is not inside the room, which is x from -10 to 10, y from -5 to 5")]
    [InlineData("kind: mouse, at: [2, 2]", "kind: mouse", "content/zones/house.yaml:19:9: a creature lacks \"at\"")]
    public void Mistakes_in_room_contents(string text, string replacement, params string[] expected) => AssertErrors(HouseFile, text, replacement, expected);

    [Theory]
    [InlineData("north:", "nroth:", "content/zones/house.yaml:11:7: there is no direction \"nroth\"; did you mean \"north\"?",
        "content/zones/outside.yaml:10:7: exit south leads to \"hall\", which has no exit back to \"garden\"; give it one, or say oneWay: true here",
        "content/zones/outside.yaml:5:3: nobody can walk from \"hall\" to room \"garden\"")]
    [InlineData("to: garden", "to: gardn", "content/zones/house.yaml:11:20: there is no room \"gardn\"; did you mean \"garden\"?",
        "content/zones/outside.yaml:10:7: exit south leads to \"hall\", which has no exit back to \"garden\"; give it one, or say oneWay: true here")]
    [InlineData("to: garden", "to: hall", "content/zones/house.yaml:11:20: exit north leads into its own room",
        "content/zones/outside.yaml:10:7: exit south leads to \"hall\", which has no exit back to \"garden\"; give it one, or say oneWay: true here")]
    [InlineData("at: [0, -5] }", "at: [0, -5], oneWay: true }", "content/zones/house.yaml:11:7: exit north is oneWay, but \"garden\" leads back by its exit south")]
    [InlineData("at: [0, -5]", "at: [0, -4]", "content/zones/house.yaml:11:32: exit north at [0, -4] is not on the edge of the room, which is x from -10 to 10, y from -5 to 5")]
    [InlineData("at: [0, -5]", "at: [0, 5]", "content/zones/house.yaml:11:32: exit north at [0, 5] lies on the south edge; x grows to the east, y to the south")]
    [InlineData("at: [0, -5]", "at: [9, -5]", "content/zones/house.yaml:11:32: exit north at [9, -5] and 4 wide runs beyond a corner of the room, which is x from -10 to 10, y from -5 to 5")]
    [InlineData("at: [0, -5]", "at: [10, -5]", "content/zones/house.yaml:11:32: exit north at [10, -5] and 4 wide runs beyond a corner of the room, which is x from -10 to 10, y from -5 to 5")]
    [InlineData("at: [0, -5]", "at: [0, -5], width: 0.5", "content/zones/house.yaml:11:48: \"width\" must be a number from 1 to 100, not 0.5")]
    [InlineData("at: [0, -5] }", "at: [0, -5] }\n      up: { to: garden, at: [3, -5] }", "content/zones/house.yaml:12:29: exit up at [3, -5] overlaps the exit north")]
    public void Mistakes_in_exits(string text, string replacement, params string[] expected) => AssertErrors(HouseFile, text, replacement, expected);

    [Theory]
    [InlineData("rooms:\n  garden:", "rooms:\n  shed:\n    title: The Shed\n    description: Dark.\n    size: [8, 8]\n  garden:",
        "content/zones/outside.yaml:5:3: nobody can walk from \"hall\" to room \"shed\"")]
    [InlineData("size: [30, 30]", "size: [30, 30", "content/zones/outside.yaml:8:14: is not well-formed YAML after this")]
    [InlineData("description: Air.", "description: \"Air.", "content/zones/outside.yaml:3:14: while scanning a multi-line double-quoted scalar, found wrong indentation")]
    [InlineData("title: Outside", "title: Out: side", "content/zones/outside.yaml:2:11: while scanning a plain scalar value, found invalid mapping")]
    [InlineData("title: Outside", "title: \"\\UFFFFFFFF\"", "content/zones/outside.yaml:2:6: is not well-formed YAML after this")]
    [InlineData("title: Outside", "title: Out\0side", "content/zones/outside.yaml:2:11: the character U+0000 has no place in a text file")]
    [InlineData("title: Outside", "title: !!binary Outside", "content/zones/outside.yaml:2:8: tags (!) have no meaning here")]
    [InlineData("title: Outside", "title: *nowhere", "content/zones/outside.yaml:2:8: the alias *nowhere names nothing that stands before it")]
    [InlineData("title: Outside", "title: &self [*self]", "content/zones/outside.yaml:2:15: the alias *self names nothing that stands before it")]
    [InlineData("title: Outside", "[a, b]: Outside", "content/zones/outside.yaml:2:9: a key must be a single word")]
    [InlineData("title: Outside", "title: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "content/zones/outside.yaml:2:23: nested deeper than 16 levels")]
    [InlineData("      south: { to: hall, at: [0, 15] }", "      south: { to: hall, at: [0, 15] }\n---\nid: third", "content/zones/outside.yaml:11:1: a second document begins; a file holds one")]
    public void Mistakes_in_the_YAML_itself(string text, string replacement, params string[] expected) => AssertErrors(OutsideFile, text, replacement, expected);

    [Fact]
    public void All_errors_are_listed_in_file_and_line_order()
    {
        var files = Edited(HouseFile, "size: [20, 10]", "size: wide");
        files[0] = files[0] with { Text = TinyWorld.World.Replace("name: mouse", "nam: mouse", StringComparison.Ordinal) };
        files[2] = files[2] with { Text = Outside.Replace("to: hall", "to: hell", StringComparison.Ordinal) };

        var result = ContentLoader.Read(files, BuiltInRules.All);

        Assert.Equal(
            [
                "content/world.yaml:10:3: creature kind \"mouse\" lacks \"name\"",
                "content/world.yaml:11:5: creature kind \"mouse\" has no key \"nam\"; did you mean \"name\"?",
                "content/zones/house.yaml:8:11: \"size\" must be two numbers [width, height], not wide",
                "content/zones/house.yaml:11:7: exit north leads to \"garden\", which has no exit back to \"hall\"; give it one, or say oneWay: true here",
                "content/zones/outside.yaml:10:20: there is no room \"hell\"; did you mean \"hall\"?",
            ],
            result.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void An_alias_bomb_is_rejected_before_expansion()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        var result = ContentLoader.Read([new(WorldFile, bomb), new(HouseFile, House), new(OutsideFile, Outside)], BuiltInRules.All);

        var error = Assert.Single(result.Errors);
        Assert.Equal("content/world.yaml:6:5: holds more than 200000 values once its aliases are written out", error.ToString());
    }

    [Fact]
    public void A_malformed_zone_file_causes_no_errors_in_other_files()
    {
        var result = With(OutsideFile, "id: outside", "id: [");

        Assert.Equal("content/zones/outside.yaml", Assert.Single(result.Errors).File);
    }

    [Fact]
    public void A_malformed_world_file_does_not_make_every_item_unknown()
    {
        var result = With(WorldFile, "name: Tiny", "name: \"Tiny");

        Assert.Equal(WorldFile, Assert.Single(result.Errors).File["content/".Length..]);
    }

    [Fact]
    public void Errors_over_the_limit_are_only_counted()
    {
        var keys = string.Concat(Enumerable.Range(0, ContentLimits.Errors + 5).Select(i => $"unheardof{i}: 1\n"));

        var result = With(WorldFile, "name: Tiny\n", "name: Tiny\n" + keys);

        Assert.Equal(ContentLimits.Errors + 1, result.Errors.Count);
        Assert.Equal("content: 5 more errors are not listed", result.Errors[^1].ToString());
    }

    [Fact]
    public void An_item_entry_counts_once_per_position()
    {
        var places = string.Join(", ", Enumerable.Repeat("[1, 1]", ContentLimits.ItemsPerRoom + 1));

        var result = With(HouseFile, "{ kind: cup, at: [3, 3] }", $"{{ kind: cup, at: [{places}] }}");

        Assert.Equal("content/zones/house.yaml:17:7: \"items\" holds 201; at most 200 are allowed", Assert.Single(result.Errors).ToString());
    }

    private static void AssertErrors(string file, string text, string replacement, string[] expected)
    {
        var result = With(file, text, replacement);

        Assert.Null(result.World);
        Assert.Equal(
            string.Join('\n', expected.Order(StringComparer.Ordinal)),
            string.Join('\n', result.Errors.Select(error => error.ToString()).Order(StringComparer.Ordinal)));
    }
}
