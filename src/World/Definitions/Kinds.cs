namespace Actors.World;

public sealed record ItemKind
{
    public required string Id { get; init; }

    /// <summary>As it stands in a sentence after an article: <c>brass lamp</c>.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Further words that a player may call it by.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Health that using it gives; used up by it. 0: cannot be consumed.</summary>
    public int Heals { get; init; }

    /// <summary>What using it says; empty with <see cref="Heals"/> 0 means that it cannot be used.</summary>
    public string UseText { get; init; } = "";

    /// <summary>Added to the damage of who holds it; the best one counts.</summary>
    public int AttackBonus { get; init; }

    public bool Fixed { get; init; }

    /// <summary>
    /// How long after a guest that carries it has left it is back in its place; null: as <see cref="WorldRules.ItemReturnSeconds"/> says.
    /// </summary>
    public int? ReturnSeconds { get; init; }

    /// <summary>Whether it goes back to its place when its guest does not come back; else it is gone with it.</summary>
    public bool Returns { get; init; } = true;
}

public sealed record CreatureKind
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public int MaxHealth { get; init; } = 20;

    /// <summary>Units a second.</summary>
    public double Speed { get; init; } = 1.5;

    /// <summary>Units from its place that it wanders; 0 stands still.</summary>
    public double WanderRadius { get; init; } = 6;

    /// <summary>Strikes back at who struck it.</summary>
    public bool FightsBack { get; init; }

    public int Damage { get; init; } = 5;

    public int AttackCooldownTicks { get; init; } = 20;

    /// <summary>Units within which it follows and strikes.</summary>
    public double AttackRange { get; init; } = 2;

    public int Score { get; init; } = 1;

    /// <summary>An item that it leaves when it dies.</summary>
    public string? Drops { get; init; }

    public int RespawnTicks { get; init; } = 1200;
}
