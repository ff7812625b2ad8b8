namespace Actors.Simulation;

/// <summary>How the rooms of a simulation are configured.</summary>
internal static class SimulatedRooms
{
    /// <summary>Shorter than the wait at the end, when only players that are connected may be seen.</summary>
    public const int GraceSeconds = 3;

    public static readonly Actors.Rooms.RoomOptions Options = new() { SaveSeconds = 2, GraceSeconds = GraceSeconds };
}
