namespace Actors.Simulation;

/// <summary>How the rooms of a simulation are set.</summary>
internal static class SimulatedRooms
{
    /// <summary>Short of what is waited for at the end, when only those that are connected may be seen.</summary>
    public const int GraceSeconds = 3;

    public static readonly Actors.Rooms.RoomOptions Options = new() { SaveSeconds = 2, GraceSeconds = GraceSeconds };
}
