namespace Actors.Bench.Load.Wires;

/// <summary>The fields of work E in <c>bench/content</c>: as large as it takes for each of so many to see about 50.</summary>
internal static class Field
{
    /// <summary>Units a second. So fast that all are at their places before the warming up ends; there they walk as fast as in other rooms.</summary>
    private const double Speed = 50, SpeedThere = 5;

    /// <summary>A direction of this length is a walk of usual speed.</summary>
    public const double Slowly = SpeedThere / Speed;

    /// <summary>Where in its field a client has its place, and by how many inputs it comes there from the middle.</summary>
    public static Way WayOf(int client, string room, double rate)
    {
        var side = room switch
        {
            "field-200" => 171,
            "field-500" => 281,
            "field-1000" => 407,
            "field-2000" => 586,
            _ => throw new NotSupportedException($"there is no {room}"),
        };
        var random = new Random(client);
        var (x, y) = ((random.NextDouble() - 0.5) * side, (random.NextDouble() - 0.5) * side);
        var inputs = (int)Math.Ceiling(Math.Sqrt((x * x) + (y * y)) / Speed * rate);
        return new Way(inputs, x * rate / (inputs * Speed), y * rate / (inputs * Speed));
    }

    /// <param name="X">Of the direction.</param>
    internal sealed record Way(int Inputs, double X, double Y);
}
