namespace Actors.World;

/// <summary>
/// Something that goes on in a room by itself: it runs in the room's steps, after players have walked. It has no fields of its own; what it must remember lives in components.
/// </summary>
public abstract class RoomSystem
{
    /// <summary>The name in logs and metrics. Must be unique.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>
    /// The next tick at which it has work, as the room is now; null: none until something happens. A room in which nothing has work is not stepped and costs
    /// nothing, so a system that always returns the next tick keeps its rooms awake.
    /// </summary>
    public abstract long? NextTick(RoomState room);

    /// <summary>One step. Called in every step of the room, even if the step is due to the work of something else.</summary>
    public abstract void Update(RoomState room);
}
