namespace Actors.World;

/// <summary>
/// Something that goes on in a room by itself: it runs in each step in which it has work, after players have walked. It has no fields of its own; what it must remember
/// are components.
/// </summary>
public abstract class RoomSystem
{
    /// <summary>As logs and metrics name it, and unlike any other's.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>
    /// The tick at which it has work next, as the room is now; null: not until something happens. A room in which nothing has work is not stepped and costs nothing, so a
    /// system that answers with the next tick keeps its rooms awake.
    /// </summary>
    public abstract long? NextTick(RoomState room);

    /// <summary>One step. Called in every step of the room, also when another's work is the reason for it.</summary>
    public abstract void Update(RoomState room);
}
