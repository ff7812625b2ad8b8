namespace Actors.Tools.Load.Play;

/// <summary>What a client does next: by chance from its seed, and by what there is to do.</summary>
internal sealed class PlayMind(PlayScene scene, PlayChecks checks, int seed)
{
    private readonly Random _random = new(seed);

    public double NextDouble() => _random.NextDouble();

    public (double X, double Y) Direction() => scene.AnyDirection(_random);

    /// <summary>Null: too many commands are unanswered, or there is nothing to do of the kind that chance chose.</summary>
    public PlayCommand? Next() => _random.Next(20) switch
    {
        < 6 => Item("take", scene.AnyItem(_random)),
        < 9 => Item("drop", checks.Held is { Count: > 0 } held ? held[_random.Next(held.Count)] : null),
        < 12 => checks.Ask("gather", null, isItem: false),
        < 15 => scene.AnyExit(_random) is { } exit ? checks.Ask("go", exit, isItem: false) : null,
        < 18 => checks.Ask("say", $"number {_random.Next(1000)}", isItem: false),
        < 19 => checks.Ask("look", null, isItem: false),
        _ => checks.Ask("inventory", null, isItem: false),
    };

    private PlayCommand? Item(string verb, string? name) => name is null ? null : checks.Ask(verb, name, isItem: true);
}
