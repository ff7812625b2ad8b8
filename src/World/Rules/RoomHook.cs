namespace Actors.World;

/// <summary>
/// Is asked before something happens, and may refuse it; or hears that it has happened. Override what matters. Hooks are asked in the order in which they were added, up
/// to the first that refuses.
/// </summary>
public abstract class RoomHook
{
    /// <summary>A player is about to come in from another room; a refusal keeps it there. Not asked of one that comes into the world here: it has no place but this.</summary>
    public virtual Rejected? Entering(RoomState room, PlayerState player) => null;

    /// <summary>A player has come in.</summary>
    public virtual void Entered(RoomState room, Player player)
    {
    }

    /// <summary>A player is about to go to another room.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="exit">The way that it takes; null when it travels without one.</param>
    public virtual Rejected? Leaving(RoomState room, Player player, RoomId to, ExitDefinition? exit) => null;

    /// <summary>
    /// A player has left: it is among <see cref="RoomState.Players"/> no more, and what it has goes with it as it is. What is changed of it now is lost, so that it cannot be given anything any
    /// more. Not told of a player whose room moves to another node.
    /// </summary>
    /// <param name="to">The room that it has gone to; null when it has left the world.</param>
    public virtual void Left(RoomState room, Player player, RoomId? to)
    {
    }

    /// <summary>A player is about to take an item from the ground.</summary>
    public virtual Rejected? Taking(RoomState room, Player player, ItemRecord item) => null;

    /// <summary>A player has taken an item from the ground, and carries it.</summary>
    public virtual void Taken(RoomState room, Player player, ItemRecord item)
    {
    }

    /// <summary>A player is about to put an item down.</summary>
    public virtual Rejected? Dropping(RoomState room, Player player, ItemRecord item) => null;

    /// <summary>A player has put an item down, and it lies on the ground.</summary>
    public virtual void Dropped(RoomState room, Player player, ItemRecord item)
    {
    }

    /// <summary>A player is about to say something to the room.</summary>
    public virtual Rejected? Saying(RoomState room, Player player, string text) => null;

    /// <summary>A player has said something to the room.</summary>
    public virtual void Said(RoomState room, Player player, string text)
    {
    }

    /// <summary>A player is about to die of a stroke that it has not been dealt yet.</summary>
    /// <returns>Whether it is spared: the stroke leaves it one point of health, or what remains when the hook has healed it. The first hook that spares it counts.</returns>
    public virtual bool Dying(RoomState room, Player player, in Attacker by) => false;

    /// <summary>A creature is about to die of a stroke that it has not been dealt yet.</summary>
    /// <returns>Whether it is spared, as a player is.</returns>
    public virtual bool Dying(RoomState room, Creature creature, in Attacker by) => false;

    /// <summary>A player is dead. It stays so until a rule calls <see cref="Player.Revive"/>.</summary>
    public virtual void Died(RoomState room, Player player, in Attacker by)
    {
    }

    /// <summary>A creature is dead. It stays so until a rule calls <see cref="Creature.Revive"/>.</summary>
    public virtual void Died(RoomState room, Creature creature, in Attacker by)
    {
    }

    /// <summary>
    /// The instance that the room is of has ended, and its players are about to be sent to the room that has opened it: the time to give prizes, or to send somebody elsewhere.
    /// In each of its rooms.
    /// </summary>
    /// <param name="result">As <see cref="RoomInstance.End"/> was told; null when it ended by itself.</param>
    public virtual void Ending(RoomState room, string? result)
    {
    }

    /// <summary>An instance that this room has opened has ended, and is not among <see cref="RoomState.Instances"/> any more. Its players are on their way.</summary>
    /// <param name="instance">The room by which players came in.</param>
    /// <param name="result">As <see cref="RoomInstance.End"/> was told; null when it ended by itself.</param>
    public virtual void InstanceEnded(RoomState room, RoomId instance, string? result)
    {
    }

    /// <summary>A projectile has reached a player.</summary>
    /// <returns>Whether it ends there; else it flies on.</returns>
    public virtual bool Hit(RoomState room, in ShotHit hit) => false;
}
