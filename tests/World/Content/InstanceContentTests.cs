using Actors.Rules;

using static Actors.World.Tests.TinyWorld;

namespace Actors.World.Tests;

/// <summary>Rooms that only rules open, as content defines them.</summary>
public class InstanceContentTests
{
    private const string Matches = """
        id: matches
        title: Matches
        description: Play.
        rooms:
          arena:
            title: The Arena
            description: Sand.
            size: [20, 20]
            instance: match
            exits:
              north: { to: pit, at: [0, -10] }
              south: { to: hall, at: [0, 10], oneWay: true }
          pit:
            title: The Pit
            description: Mud.
            size: [20, 20]
            instance: match
            exits:
              south: { to: arena, at: [0, 10] }
        """;

    [Fact]
    public void A_sets_entry_is_its_first_room_or_the_one_marked_entry()
    {
        Assert.Equal(["arena", "pit"], Valid(Loaded(Matches)).FindSet("match").Select(static room => room.Id));
        var world = Valid(Loaded(Matches.Replace("description: Mud.", "description: Mud.\n    entry: true", StringComparison.Ordinal)));
        Assert.Equal(["pit", "arena"], world.FindSet("match").Select(static room => room.Id));
        Assert.Equal([true, false], world.FindSet("match").Select(static room => room.IsEntry));
        Assert.Empty(world.FindSet("duel"));
    }

    [Theory]
    [InlineData("description: Mud.", "description: Mud.\n    overflow: true", "content/zones/matches.yaml:16:15: a room of instances has no copies: rules open another instance")]
    [InlineData("description: Mud.\n    size: [20, 20]\n    instance: match", "description: Mud.\n    size: [20, 20]\n    entry: true",
        "content/zones/matches.yaml:17:12: \"entry\" is for a room of instances: say which with instance: NAME",
        "content/zones/matches.yaml:19:20: exit south leads into the room \"arena\" of \"match\", which is only there when rules open it")]
    [InlineData("instance: match\n    exits:\n      south", "instance: pits\n    exits:\n      south",
        "content/zones/matches.yaml:11:20: exit north leads into the room \"pit\" of \"pits\", which is only there when rules open it",
        "content/zones/matches.yaml:19:20: exit south leads into the room \"arena\" of \"match\", which is only there when rules open it")]
    [InlineData("instance: match", "instance: match\n    entry: true",
        "content/zones/matches.yaml:14:3: players come into \"match\" by the room \"arena\": one room alone says entry: true")]
    [InlineData("instance: match", "instance: Match",
        "content/zones/matches.yaml:9:15: \"instance\" must be an id: a to z, 0 to 9, - and _, a letter first, at most 40; not \"Match\"",
        "content/zones/matches.yaml:17:15: \"instance\" must be an id: a to z, 0 to 9, - and _, a letter first, at most 40; not \"Match\"")]
    [InlineData("      north: { to: pit, at: [0, -10] }\n", "",
        "content/zones/matches.yaml:18:7: exit south leads to \"arena\", which has no exit back to \"pit\"; give it one, or say oneWay: true here",
        "content/zones/matches.yaml:12:3: nobody can walk from \"arena\" to room \"pit\"")]
    public void Mistakes_in_instance_rooms(string text, string replacement, params string[] expected)
    {
        Assert.Contains(text, Matches, StringComparison.Ordinal);
        Assert.Equal(
            string.Join('\n', expected.Order(StringComparer.Ordinal)),
            string.Join('\n', Loaded(Matches.Replace(text, replacement, StringComparison.Ordinal)).Errors.Select(static error => error.ToString()).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(WorldFile, "defaultRoom: hall", "defaultRoom: arena", "world.yaml:2:14: nobody comes into the world in the room \"arena\" of \"match\", which is only there when rules open it")]
    [InlineData(WorldFile, "defaultRoom: hall", "defaultRoom: hall\nentrances: { collector: arena }", "nobody comes into the world in the room \"arena\"")]
    [InlineData(HouseFile, "to: garden", "to: arena", "exit north leads into the room \"arena\" of \"match\", which is only there when rules open it")]
    public void Entrances_and_ordinary_exits_cannot_lead_into_instances(string file, string text, string replacement, string expected) =>
        Assert.Contains(ContentLoader.Read([.. Edited(file, text, replacement), new ContentFile("zones/matches.yaml", Matches)], BuiltInRules.All).Errors,
            error => error.ToString().Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void A_set_has_at_most_32_rooms()
    {
        var rooms = string.Concat(Enumerable.Range(1, 33).Select(static number => $"""

              room-{number}:
                title: A Room
                description: Bare.
                size: [20, 20]
                instance: maze
                exits:
                  {(number > 1 ? $"south: {{ to: room-{number - 1}, at: [0, 10] }}" : "west: { to: hall, at: [-10, 0], oneWay: true }")}
            {(number < 33 ? $"      north: {{ to: room-{number + 1}, at: [0, -10] }}" : "")}
            """));
        var error = Assert.Single(Loaded($"id: matches\ntitle: Matches\ndescription: Play.\nrooms:{rooms}").Errors).ToString();
        Assert.Contains("33 rooms say instance: maze; at most 32 are allowed", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instances_fallback_is_its_opener_and_then_the_openers_fallbacks()
    {
        var world = Valid(Loaded(Matches));
        Assert.Equal(["garden", "hall"], RoomFallback.Of(world, new RoomId("arena@garden-1"), null).Take(2).Select(static room => room.Value));
        // The opener is an instance itself, which may have ended.
        Assert.Equal(["arena@garden-1", "garden", "hall"], RoomFallback.Of(world, new RoomId("pit@arena@garden-1-1"), null).Take(3).Select(static room => room.Value));
        Assert.DoesNotContain(RoomFallback.Of(world, new RoomId("arena@gone-1"), null), static room => !new[] { "hall", "garden" }.Contains(room.Value));
    }

    private static ContentResult Loaded(string zone) => ContentLoader.Read([.. Files, new ContentFile("zones/matches.yaml", zone)], BuiltInRules.All);
}
