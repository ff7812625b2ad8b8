using Actors.Rules;

namespace Actors.World.Tests;

/// <summary>A valid world of two rooms in two zones, for tests that break or change one thing in it.</summary>
internal static class TinyWorld
{
    public const string World = """
        name: Tiny
        defaultRoom: hall
        rules:
          playerRadius: 0.5
        items:
          cup:
            name: tin cup
            description: Dented.
        creatures:
          mouse:
            name: mouse
            description: Small.
            drops: cup
        """;

    public const string House = """
        id: house
        title: The House
        description: Small and old.
        rooms:
          hall:
            title: The Hall
            description: Tiles.
            size: [20, 10]
            spawn: [0, 0]
            exits:
              north: { to: garden, at: [0, -5] }
            scenery:
              - { kind: chest, at: [-7, 0], size: [2, 2] }
            resources:
              - { resource: wood, at: [5, 3] }
            items:
              - { kind: cup, at: [3, 3] }
            creatures:
              - { kind: mouse, at: [2, 2] }
        """;

    public const string Outside = """
        id: outside
        title: Outside
        description: Air.
        rooms:
          garden:
            title: The Garden
            description: Weeds.
            size: [30, 30]
            exits:
              south: { to: hall, at: [0, 15] }
        """;

    public const string WorldFile = "world.yaml";
    public const string HouseFile = "zones/house.yaml";
    public const string OutsideFile = "zones/outside.yaml";

    public static List<ContentFile> Files =>
    [
        new(WorldFile, World),
        new(HouseFile, House),
        new(OutsideFile, Outside),
    ];

    public static ContentResult Load() => ContentLoader.Read(Files, BuiltInRules.All);

    /// <summary>Loads it with a text replaced; the text must be there.</summary>
    public static ContentResult With(string file, string text, string replacement) => ContentLoader.Read(Edited(file, text, replacement), BuiltInRules.All);

    public static List<ContentFile> Edited(string file, string text, string replacement)
    {
        var files = Files;
        var index = files.FindIndex(candidate => candidate.Name == file);
        Assert.Contains(text, files[index].Text, StringComparison.Ordinal);
        files[index] = files[index] with { Text = files[index].Text.Replace(text, replacement, StringComparison.Ordinal) };
        return files;
    }

    public static WorldDefinition Valid(ContentResult result)
    {
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return result.World;
    }
}
