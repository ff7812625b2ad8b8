namespace Actors.World;

/// <summary>A creature of the room's content. What rules remember of it are components.</summary>
public sealed class Creature : ComponentOwner
{
    internal const long Never = long.MaxValue;

    private readonly RoomState _room;
    private Vector _direction;

    internal Creature(RoomState room, CreatureId id, CreatureKind kind, Vector home)
    {
        (_room, Id, Kind, Home, Position, Health) = (room, id, kind, home, home, kind.MaxHealth);
        var mind = kind.Mind ?? room.RuleSet.DefaultMind;
        Mind = mind is null ? null : room.RuleSet.Minds.GetValueOrDefault(mind);
        MindTitle = $"The mind {mind}";
    }

    /// <summary>Its index in the room's content.</summary>
    public CreatureId Id { get; }

    /// <summary>What it has in common with others of its kind.</summary>
    public CreatureKind Kind { get; }

    /// <summary>Where content has put it.</summary>
    public Vector Home { get; }

    /// <summary>Units.</summary>
    public Vector Position { get; internal set; }

    /// <summary>Radians; the direction in which it last walked.</summary>
    public double Facing { get; internal set; }

    /// <summary>0 is dead.</summary>
    public int Health { get; internal set; }

    /// <summary>The direction in which it walks, at its kind's speed, until a rule changes it or something is in the way: a vector of length 1; zero stands.</summary>
    public Vector Direction
    {
        get => _direction;
        set => _direction = value;
    }

    /// <summary>Whether it waits to be revived.</summary>
    public bool IsDead => RespawnTick != 0;

    /// <summary>When a rule brings it back; 0 while it lives. Persisted.</summary>
    public long RespawnTick
    {
        get => _respawnTick;
        set
        {
            if (!IsDead)
                throw new InvalidOperationException("Only a dead creature comes back.");
            _respawnTick = Math.Max(1, value);
            _room.RoomDirty = true;
        }
    }

    private long _respawnTick;

    internal CreatureMind? Mind { get; }

    /// <summary>The name of its mind in logs.</summary>
    internal string MindTitle { get; }

    /// <summary>When it thinks next; <see cref="Never"/>: only when something happens to it.</summary>
    internal long NextThoughtTick { get; set; }

    private protected override RuleSet Registered => _room.RuleSet;

    private protected override ComponentBag? Content => Kind.Components?.Bag(_room.RuleSet);

    /// <summary>Revives it with full health, at its home.</summary>
    public void Revive()
    {
        (_respawnTick, Health, Position, NextThoughtTick) = (0, Kind.MaxHealth, Home, 0);
        _room.CreaturesChanged = _room.RoomDirty = true;
    }

    /// <summary>Adds health, up to the kind's.</summary>
    public void Heal(int points)
    {
        if (IsDead || points <= 0)
            return;
        Health = Math.Min(Kind.MaxHealth, Health + points);
        _room.CreaturesChanged = true;
    }

    internal void Die() => (_respawnTick, Health, Direction) = (Never, 0, Vector.Zero);

    /// <summary>Restores it from its record.</summary>
    internal void Restore(long respawnTick, ComponentBag? components)
    {
        Bag = components;
        if (respawnTick != 0)
            (_respawnTick, Health) = (respawnTick, 0);
    }

    private protected override void Changed(ComponentType type) => _room.ComponentChanged(type, ownerIsRoom: true);
}

internal struct Projectile
{
    public required int Id;
    public required PlayerId Owner;
    public required Vector Position;
    public required double Angle;
    public required long EndTick;
}
