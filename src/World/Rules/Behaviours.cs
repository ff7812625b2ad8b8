namespace Actors.World;

/// <summary>What items of a kind do. One behaviour serves all of them, so what a single item must remember lives in its components.</summary>
public abstract class ItemBehaviour
{
    /// <summary>A player uses an item that it carries.</summary>
    public abstract Reply Use(in VerbContext context, ItemRecord item);

    /// <summary>Whether a player may take an item that lies here.</summary>
    public virtual Rejected? Taking(RoomState room, Player player, ItemRecord item) => null;
}

/// <summary>What an exit does. One behaviour serves all of them, so what a single exit must remember lives in components of the room.</summary>
public abstract class ExitBehaviour
{
    /// <summary>Whether a player may pass. A walking player who is refused stays at the edge.</summary>
    public abstract Rejected? Passing(RoomState room, Player player, ExitDefinition exit);
}

/// <summary>Handles a timer that is due.</summary>
/// <param name="data">The data that <see cref="RoomState.StartTimer"/> was given.</param>
public delegate void TimerHandler(RoomState room, string? data);
