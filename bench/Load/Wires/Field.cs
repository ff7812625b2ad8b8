namespace Actors.Bench.Load.Wires;

/// <summary>The fields of work E in <c>bench/content</c>: sized so that each of so many players sees about 50.</summary>
internal static class Field
{
    /// <summary>Units a second. Fast enough that all reach their places before the warm-up ends; there they walk as fast as in other rooms.</summary>
    private const double Speed = 50, SpeedThere = 5;

    /// <summary>A direction of this length gives a walk of usual speed.</summary>
    public const double Slowly = SpeedThere / Speed;

    /// <summary>A client's place in its field, and the number of inputs that take it there from the middle.</summary>
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

    /// <param name="X">X of the direction.</param>
    internal sealed record Way(int Inputs, double X, double Y);
}
