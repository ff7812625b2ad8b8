namespace Actors.World;

/// <summary>The source of damage: a player, a creature or neither, and the name that texts show.</summary>
public readonly record struct Attacker(PlayerId? Player, CreatureId? Creature, string Name)
{
    /// <summary>A player.</summary>
    public static Attacker Of(Player player) => new(player.Id, null, player.Name);

    /// <summary>A creature.</summary>
    public static Attacker Of(Creature creature) => new(null, creature.Id, creature.Kind.Name);

    /// <summary>A thing or a force: a fire, hunger.</summary>
    public static Attacker Thing(string name) => new(null, null, name);
}

/// <summary>A projectile that has reached a player or a creature: exactly one of the two is set.</summary>
/// <param name="Owner">The player who shot it, who may have left the room.</param>
public readonly record struct ShotHit(PlayerId Owner, Player? Player, Creature? Creature);
