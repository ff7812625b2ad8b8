using Actors.World;

namespace Caravan.Rules.Errands;

/// <summary>A creature's part in the errand. Content gives it to a kind: <c>role: master</c>.</summary>
[Component("role", Durable = false, Visibility = ComponentVisibility.Nobody)]
public sealed record Role(Part Part)
{
    public static Role Nobody { get; } = new(Part.None);
}

public enum Part
{
    None,
    Master,
    Keyholder,
}

/// <summary>How far a player is with the caravan master's errand. Only the player sees it.</summary>
/// <param name="Times">How often the player has done it.</param>
/// <remarks>
/// Version 1 was <c>{"step":2}</c>: steps were numbers, and nobody counted. Such rows are read as long as <see cref="FromVersion1"/> is registered, and are
/// rewritten when something changes.
/// </remarks>
[Component("errand", Version = 2, FromContent = false, Visibility = ComponentVisibility.Owner)]
public sealed record Errand(Step Step, int Times)
{
    public static Errand None { get; } = new(Step.None, 0);

    public static ComponentUpgrade FromVersion1 { get; } = ComponentUpgrade.From<Version1, Errand>(1, static old => new Errand((Step)old.Step, 0));

    private sealed record Version1(int Step);
}

public enum Step
{
    /// <summary>Nobody has asked.</summary>
    None,

    /// <summary>The master wants the ledger; somebody has the key.</summary>
    Asked,

    /// <summary>The player has been given the key.</summary>
    HasKey,

    /// <summary>The ledger is back, and paid for.</summary>
    Done,
}
