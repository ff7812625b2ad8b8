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

    /// <summary>Health that using it gives, which uses it up. 0: it cannot be consumed.</summary>
    public int Heals { get; init; }

    /// <summary>What using it says; empty with <see cref="Heals"/> 0 means that it cannot be used.</summary>
    public string UseText { get; init; } = "";

    /// <summary>Added to its holder's damage; of several, only the best one counts.</summary>
    public int AttackBonus { get; init; }

    /// <summary>It cannot be taken.</summary>
    public bool Fixed { get; init; }

    /// <summary>The behaviour in the rules that decides what using it does; null: the properties above decide.</summary>
    public string? Behaviour { get; init; }

    /// <summary>The components that content gives it; null: none.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Seconds after a guest that carries it has left, until it is back in its place; null: as <see cref="WorldRules.ItemReturnSeconds"/> says.</summary>
    public int? ReturnSeconds { get; init; }

    /// <summary>Whether it returns to its place when the guest that carries it does not come back; otherwise it is lost with the guest.</summary>
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

    /// <summary>Units that it wanders from its place; 0: it stands still.</summary>
    public double WanderRadius { get; init; } = 6;

    /// <summary>Whether it strikes back at its attacker.</summary>
    public bool FightsBack { get; init; }

    /// <summary>Health that one of its attacks takes.</summary>
    public int Damage { get; init; } = 5;

    /// <summary>Ticks between two of its attacks.</summary>
    public int AttackCooldownTicks { get; init; } = 20;

    /// <summary>Units within which it attacks; it follows an enemy that is farther away.</summary>
    public double AttackRange { get; init; } = 2;

    /// <summary>What killing it adds to a player's score.</summary>
    public int Score { get; init; } = 1;

    /// <summary>The kind of item that it drops when it dies; null: none.</summary>
    public string? Drops { get; init; }

    /// <summary>The mind in the rules that decides what it does; null: the rules' default mind.</summary>
    public string? Mind { get; init; }

    /// <summary>The components that content gives it; null: none.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Ticks from its death until it is back in its place.</summary>
    public int RespawnTicks { get; init; } = 1200;
}
