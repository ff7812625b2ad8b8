namespace Actors.Clustering;

/// <summary>The timing of <see cref="ClusterBootstrap"/>.</summary>
/// <param name="Live">How long a row counts as live after its last renewal.</param>
/// <param name="Beat">How often a member renews its row.</param>
/// <param name="Look">How often a node that is not yet a member reads the table.</param>
/// <param name="JoinRetry">A join that has not led to membership after this time is retried, with the addresses known by then.</param>
/// <param name="SeedNodes"><c>host:port</c>. If there are any, the node joins these, whatever the table says.</param>
public sealed record BootstrapSettings(TimeSpan Live, TimeSpan Beat, TimeSpan Look, TimeSpan JoinRetry, IReadOnlyList<string> SeedNodes)
{
    /// <summary>A node that has joined and reaches no member for this long restarts. Longer than a slow member stays unreachable.</summary>
    public TimeSpan Stranded { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A node that has joined and is not Up after this long restarts, whichever members it reaches. Longer than members need to agree about a dead one.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The settings that follow from the options. A row is renewed three times per lease.</summary>
    public static BootstrapSettings Of(ClusterOptions options) =>
        new(options.Lease, options.Lease / 3, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5), [.. options.SeedNodes]);
}
