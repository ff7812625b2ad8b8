using System.Globalization;
using System.Text;
using Actors.Rules;
using Actors.World;

namespace Actors.Bench.Rooms;

/// <summary>Content for any number of rooms in a row, each with some scenery to walk around and a creature that wanders.</summary>
internal static class Field
{
    private const int RoomsPerZone = 500;

    /// <summary>Players start within so many units on each side of the middle; they turn back before they reach a wall.</summary>
    public const double Yard = 15;

    public static WorldDefinition Of(int rooms)
    {
        var files = new List<ContentFile>
        {
            new("world.yaml", "name: Field\ndefaultRoom: field-0\ncreatures:\n  hare: { name: hare, description: It listens., wanderRadius: 6 }\n"),
        };
        for (var first = 0; first < rooms; first += RoomsPerZone)
            files.Add(Zone(first, Math.Min(first + RoomsPerZone, rooms), rooms));
        var loaded = ContentLoader.Read(files, BuiltInRules.All);
        return loaded.World ?? throw new InvalidOperationException(loaded.Errors[0].ToString());
    }

    public static RoomId Room(int number) => new(string.Create(CultureInfo.InvariantCulture, $"field-{number}"));

    private static ContentFile Zone(int from, int to, int rooms)
    {
        var zone = string.Create(CultureInfo.InvariantCulture, $"zone-{from / RoomsPerZone}");
        var yaml = new StringBuilder($"id: {zone}\ntitle: Fields\ndescription: Grass and trees.\nrooms:\n");
        for (var number = from; number < to; number++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  {Room(number)}:\n    title: Field {number}\n    description: Grass and trees.\n");
            yaml.Append("    size: [80, 80]\n    capacity: 100\n    exits:\n");
            if (number > 0)
                yaml.Append(CultureInfo.InvariantCulture, $"      west: {{ to: {Room(number - 1)}, at: [-40, 0], width: 2 }}\n");
            if (number < rooms - 1)
                yaml.Append(CultureInfo.InvariantCulture, $"      east: {{ to: {Room(number + 1)}, at: [40, 0], width: 2 }}\n");
            if (rooms == 1)
                yaml.Append("      {}\n");
            yaml.Append("    scenery:\n");
            yaml.Append("      - { kind: tree, at: [[-9, -7], [8, -12], [13, 6], [-4, 14], [3, 7], [-14, 3]], radius: 0.8 }\n");
            yaml.Append("      - { kind: crate, at: [[0, -4], [-8, 8]], size: [1.6, 1.6] }\n");
            yaml.Append("    creatures:\n      - { kind: hare, at: [5, 5] }\n");
        }
        return new ContentFile($"zones/{zone}.yaml", yaml.ToString());
    }
}
