namespace Actors.World;

/// <summary>What all items of one kind have in common.</summary>
public sealed record ItemKind
{
    /// <summary>As content names it; unique among item kinds.</summary>
    public required string Id { get; init; }

    /// <summary>As it stands in a sentence after an article: <c>brass lamp</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What <c>examine</c> says of it.</summary>
    public required string Description { get; init; }

    /// <summary>Further words that a player may call it by.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Health that using it gives; used up by it. 0: cannot be consumed.</summary>
    public int Heals { get; init; }

    /// <summary>What using it says; empty with <see cref="Heals"/> 0 means that it cannot be used.</summary>
    public string UseText { get; init; } = "";

    /// <summary>Added to the damage of who holds it; the best one counts.</summary>
    public int AttackBonus { get; init; }

    /// <summary>It cannot be taken.</summary>
    public bool Fixed { get; init; }

    /// <summary>By which the rules know what it does when it is used; null: as the properties above say.</summary>
    public string? Behaviour { get; init; }

    /// <summary>What content says of its components; null: nothing.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>
    /// How long after a guest that carries it has left it is back in its place; null: as <see cref="WorldRules.ItemReturnSeconds"/> says.
    /// </summary>
    public int? ReturnSeconds { get; init; }

    /// <summary>Whether it goes back to its place when its guest does not come back; else it is gone with it.</summary>
    public bool Returns { get; init; } = true;
}

/// <summary>What all creatures of one kind have in common.</summary>
public sealed record CreatureKind
{
    /// <summary>As content names it; unique among creature kinds.</summary>
    public required string Id { get; init; }

    /// <summary>As it stands in a sentence after an article: <c>grey wolf</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What <c>examine</c> says of it.</summary>
    public required string Description { get; init; }

    /// <summary>Health that it is born with.</summary>
    public int MaxHealth { get; init; } = 20;

    /// <summary>Units a second.</summary>
    public double Speed { get; init; } = 1.5;

    /// <summary>Units from its place that it wanders; 0 stands still.</summary>
    public double WanderRadius { get; init; } = 6;

    /// <summary>Strikes back at who struck it.</summary>
    public bool FightsBack { get; init; }

    /// <summary>Health that one of its strokes takes.</summary>
    public int Damage { get; init; } = 5;

    /// <summary>Ticks between two of its strokes.</summary>
    public int AttackCooldownTicks { get; init; } = 20;

    /// <summary>Units within which it follows and strikes.</summary>
    public double AttackRange { get; init; } = 2;

    /// <summary>What killing it adds to a player's score.</summary>
    public int Score { get; init; } = 1;

    /// <summary>An item that it leaves when it dies.</summary>
    public string? Drops { get; init; }

    /// <summary>By which the rules know what it does; null: as creatures do of which content does not say it.</summary>
    public string? Mind { get; init; }

    /// <summary>What content says of its components; null: nothing.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Ticks from its death until it is back in its place.</summary>
    public int RespawnTicks { get; init; } = 1200;
}
