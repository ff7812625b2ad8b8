namespace Actors.World;

/// <summary>Who hurts somebody: at most one of the two, and a name for those who read of it.</summary>
public readonly record struct Attacker(PlayerId? Player, CreatureId? Creature, string Name)
{
    /// <summary>A player.</summary>
    public static Attacker Of(Player player) => new(player.Id, null, player.Name);

    /// <summary>A creature.</summary>
    public static Attacker Of(Creature creature) => new(null, creature.Id, creature.Kind.Name);

    /// <summary>A thing or a force: a fire, hunger.</summary>
    public static Attacker Thing(string name) => new(null, null, name);
}

/// <summary>A projectile that has reached somebody: exactly one of the two.</summary>
/// <param name="Owner">The player who shot it, who may have left the room.</param>
public readonly record struct ShotHit(PlayerId Owner, Player? Player, Creature? Creature);
