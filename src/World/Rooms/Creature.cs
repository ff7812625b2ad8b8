namespace Actors.World;

internal sealed class Creature(CreatureId id, CreatureKind kind, Vector home)
{
    public CreatureId Id { get; } = id;

    public CreatureKind Kind { get; } = kind;

    public Vector Home { get; } = home;

    public Vector Position { get; set; } = home;

    public Vector Direction { get; set; }

    public double Facing { get; set; }

    public int Health { get; set; } = kind.MaxHealth;

    public PlayerId? Enemy { get; set; }

    public long NextAttackTick { get; set; }

    /// <summary>When it thinks anew about where to go.</summary>
    public long NextThoughtTick { get; set; }

    public long RespawnTick { get; set; }

    public bool IsDead => RespawnTick != 0;

    public bool IsActive => !IsDead && (Kind.WanderRadius > 0 || Enemy is not null);
}

internal struct Projectile
{
    public required int Id;
    public required PlayerId Owner;
    public required Vector Position;
    public required double Angle;
    public required long EndTick;
}
