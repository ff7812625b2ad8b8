namespace Actors.Client;

/// <summary>A place in a room, or a direction, in world units. X grows to the east, Y to the south; 0, 0 is the middle of the room.</summary>
/// <param name="X">To the east.</param>
/// <param name="Y">To the south.</param>
public readonly record struct Point(double X, double Y)
{
    internal static double Distance(Point one, Point other) => Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}
