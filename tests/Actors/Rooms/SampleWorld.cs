using Actors.Rules;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>A small world of two rooms and a closet that holds one.</summary>
internal static class SampleWorld
{
    private const string World = """
        name: Testland
        defaultRoom: hall
        items:
          lamp: { name: brass lamp, description: It shines. }
          bread: { name: loaf of bread, description: Fresh., heals: 10 }
        """;

    private const string Zone = """
        id: house
        title: The House
        description: A house for tests.
        rooms:
          hall:
            title: The Hall
            description: Wide.
            size: [20, 20]
            capacity: 3
            overflow: true
            exits:
              north: { to: yard, at: [0, -10] }
              east: { to: closet, at: [10, 0] }
            items:
              - { kind: lamp, at: [5, 5] }
              - { kind: bread, at: [-5, 5] }
              - { kind: bread, at: [-5, -5] }
            resources:
              - { resource: wood, at: [0, 8], amount: 3, respawnSeconds: 5 }
          yard:
            title: The Yard
            description: Green.
            size: [30, 20]
            exits:
              south: { to: hall, at: [0, 10] }
            items:
              - { kind: lamp, at: [5, 0] }
          closet:
            title: The Closet
            description: Narrow.
            size: [8, 8]
            capacity: 1
            exits:
              west: { to: hall, at: [-4, 0] }
        """;

    /// <param name="changes">Edits that an author has made to its files.</param>
    public static WorldDefinition Load(params IReadOnlyList<(string From, string To)> changes)
    {
        var result = Read(changes);
        return result.World ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    /// <summary>Writes the same world as the files of a content directory, mistakes included.</summary>
    public static void Write(string directory, params IReadOnlyList<(string From, string To)> changes)
    {
        var (world, zone) = Edited(changes);
        Directory.CreateDirectory(Path.Combine(directory, "zones"));
        File.WriteAllText(Path.Combine(directory, "world.yaml"), world);
        File.WriteAllText(Path.Combine(directory, "zones", "house.yaml"), zone);
    }

    private static ContentResult Read(IReadOnlyList<(string From, string To)> changes)
    {
        var (world, zone) = Edited(changes);
        return ContentLoader.Read([new ContentFile("world.yaml", world), new ContentFile("zones/house.yaml", zone)], BuiltInRules.All);
    }

    private static (string World, string Zone) Edited(IReadOnlyList<(string From, string To)> changes)
    {
        var (world, zone) = (World, Zone);
        foreach (var (from, to) in changes)
        {
            if (!(world + zone).Contains(from, StringComparison.Ordinal))
                throw new ArgumentException($"The world has no \"{from}\".", nameof(changes));
            (world, zone) = (world.Replace(from, to, StringComparison.Ordinal), zone.Replace(from, to, StringComparison.Ordinal));
        }
        return (world, zone);
    }
}
