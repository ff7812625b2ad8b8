using Actors.World;

namespace Actors.TestKit;

/// <summary>Where the exits of a built world stand: in the middle of a side, in a corner, or (up, down, in, out) in the middle of the room.</summary>
internal static class ExitSides
{
    private const double Inside = 2;

    public static string Opposite(string direction) => direction switch
    {
        "north" => "south",
        "south" => "north",
        "east" => "west",
        "west" => "east",
        "northeast" => "southwest",
        "southwest" => "northeast",
        "northwest" => "southeast",
        "southeast" => "northwest",
        "up" => "down",
        "down" => "up",
        "in" => "out",
        "out" => "in",
        _ => throw new ArgumentException($"{direction} is no direction.", nameof(direction)),
    };

    public static Vector Place(RoomDefinition room, string direction)
    {
        var east = direction.EndsWith("east", StringComparison.Ordinal) ? 1 : direction.EndsWith("west", StringComparison.Ordinal) ? -1 : 0;
        var south = direction.StartsWith("south", StringComparison.Ordinal) ? 1 : direction.StartsWith("north", StringComparison.Ordinal) ? -1 : 0;
        return new Vector(east * room.Width / 2, south * room.Height / 2);
    }

    /// <summary>Far enough inside that a player who arrives does not walk out again.</summary>
    public static Vector Before(Vector exit) => exit - (exit.Normalized() * Inside);
}
