namespace Actors.World;

/// <summary>What items of a kind do. One behaviour serves all of them: what one of them must remember are its components.</summary>
public abstract class ItemBehaviour
{
    /// <summary>A player uses one that it carries.</summary>
    public abstract Reply Use(in VerbContext context, ItemRecord item);

    /// <summary>Whether a player may take one that lies here.</summary>
    public virtual Rejected? Taking(RoomState room, Player player, ItemRecord item) => null;
}

/// <summary>What an exit does. One behaviour serves all of them: what one of them must remember are components of the room.</summary>
public abstract class ExitBehaviour
{
    /// <summary>Whether a player may pass. One that is refused while it walks stays at the edge.</summary>
    public abstract Rejected? Passing(RoomState room, Player player, ExitDefinition exit);
}

/// <summary>What happens when a timer is due.</summary>
/// <param name="data">What <see cref="RoomState.StartTimer"/> was given.</param>
public delegate void TimerHandler(RoomState room, string? data);
