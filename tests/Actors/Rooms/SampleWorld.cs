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

    public static WorldDefinition Load()
    {
        var result = ContentLoader.Read([new ContentFile("world.yaml", World), new ContentFile("zones/house.yaml", Zone)], BuiltInRules.All);
        return result.World ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }
}
