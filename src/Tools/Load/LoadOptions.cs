namespace Actors.Tools.Load;

/// <param name="Speed">The length of the walking direction, 0..1.</param>
/// <param name="Rate">Messages a second of each client.</param>
internal sealed record LoadOptions(LoadDialect Dialect, string Host, int Port, int Count, double Speed, double Rate, TimeSpan Duration, int Seed)
{
    /// <summary>The ports of several servers: clients are spread over them.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [Port];

    /// <summary>How long the server may take nothing before a client gives it up.</summary>
    public TimeSpan SendPatience { get; init; } = TimeSpan.FromSeconds(10);
}
