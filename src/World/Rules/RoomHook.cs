namespace Actors.World;

/// <summary>
/// Called before something happens, which it may refuse, or notified after it has happened. Override what you need. Hooks are called in the order in which they were
/// added, up to the first that refuses.
/// </summary>
public abstract class RoomHook
{
    /// <summary>A player is about to come in from another room; a refusal keeps it there. Not called for a player who enters the world here: it has no other place to be.</summary>
    public virtual Rejected? Entering(RoomState room, PlayerState player) => null;

    /// <summary>A player has come in.</summary>
    public virtual void Entered(RoomState room, Player player)
    {
    }

    /// <summary>A player is about to go to another room.</summary>
    /// <param name="to">The target room.</param>
    /// <param name="exit">The exit that it takes; null when it travels without one.</param>
    public virtual Rejected? Leaving(RoomState room, Player player, RoomId to, ExitDefinition? exit) => null;

    /// <summary>
    /// A player has left: it is no longer among <see cref="RoomState.Players"/>, and takes along what it has. Changes to it are lost from now on, so it cannot be
    /// given anything any more. Not called for a player whose room moves to another node.
    /// </summary>
    /// <param name="to">The room to which it has gone; null when it has left the world.</param>
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

    /// <summary>A player is about to die of damage that has not been applied yet.</summary>
    /// <returns>Whether the player is spared: the damage leaves it one point of health, or what remains when the hook has healed it. The first hook that spares it
    /// counts.</returns>
    public virtual bool Dying(RoomState room, Player player, in Attacker by) => false;

    /// <summary>A creature is about to die of damage that has not been applied yet.</summary>
    /// <returns>Whether the creature is spared, as a player is.</returns>
    public virtual bool Dying(RoomState room, Creature creature, in Attacker by) => false;

    /// <summary>A player has died. It stays dead until a rule calls <see cref="Player.Revive"/>.</summary>
    public virtual void Died(RoomState room, Player player, in Attacker by)
    {
    }

    /// <summary>A creature has died. It stays dead until a rule calls <see cref="Creature.Revive"/>.</summary>
    public virtual void Died(RoomState room, Creature creature, in Attacker by)
    {
    }

    /// <summary>
    /// The room's instance has ended, and its players are about to be sent to the room that has opened it: the time to give prizes, or to send somebody elsewhere.
    /// Called in each room of the instance.
    /// </summary>
    /// <param name="result">The result that <see cref="RoomInstance.End"/> was given; null when the instance ended by itself.</param>
    public virtual void Ending(RoomState room, string? result)
    {
    }

    /// <summary>An instance that this room has opened has ended, and is no longer among <see cref="RoomState.Instances"/>. Its players are on their way.</summary>
    /// <param name="instance">The instance's entry, the room through which players came in.</param>
    /// <param name="result">The result that <see cref="RoomInstance.End"/> was given; null when the instance ended by itself.</param>
    public virtual void InstanceEnded(RoomState room, RoomId instance, string? result)
    {
    }

    /// <summary>A projectile has reached a player.</summary>
    /// <returns>Whether the projectile ends there; otherwise it flies on.</returns>
    public virtual bool Hit(RoomState room, in ShotHit hit) => false;
}
