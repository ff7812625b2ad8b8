namespace Actors.Clustering;

/// <summary>The rhythm of <see cref="ClusterBootstrap"/>.</summary>
/// <param name="Live">How long a row counts as live after its last renewal.</param>
/// <param name="Beat">How often a member renews its row.</param>
/// <param name="Look">How often a node that is not yet a member reads the table.</param>
/// <param name="JoinRetry">After so long a join without membership is tried again, with the addresses of that time.</param>
/// <param name="SeedNodes"><c>host:port</c>; not empty: these are joined, whatever the table says.</param>
public sealed record BootstrapSettings(TimeSpan Live, TimeSpan Beat, TimeSpan Look, TimeSpan JoinRetry, IReadOnlyList<string> SeedNodes)
{
    /// <summary>A node that has joined and reaches no member for so long restarts. Longer than a slow member is unreachable.</summary>
    public TimeSpan Stranded { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A node that has joined and is not Up after so long restarts, whomever it reaches. Longer than members need to agree about a dead one.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What the options come to: a row is renewed three times in its lease.</summary>
    public static BootstrapSettings Of(ClusterOptions options) =>
        new(options.Lease, options.Lease / 3, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5), [.. options.SeedNodes]);
}
