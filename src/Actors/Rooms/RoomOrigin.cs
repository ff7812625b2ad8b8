namespace Actors.Rooms;

/// <summary>What was before an activation of a room.</summary>
internal enum RoomOrigin
{
    /// <summary>None on this node under this epoch: what the store has is all that there is.</summary>
    Elsewhere,

    /// <summary>One that nobody needed any more; it may have commits under way.</summary>
    Here,

    /// <summary>One that failed. It may have commits under way, and who was in it is on the way back.</summary>
    Failure,
}
