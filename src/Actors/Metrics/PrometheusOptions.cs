namespace Actors.Metrics;

/// <summary>What is exported, and how much of it at most.</summary>
public sealed record PrometheusOptions
{
    /// <summary>
    /// The meters to listen to, each with those below it: <c>Actors</c> is <c>Actors</c> and <c>Actors.Runtime</c>, not <c>ActorsX</c>.
    /// Others that are worth it: <c>System.Runtime</c>, <c>Microsoft.AspNetCore.Hosting</c>.
    /// </summary>
    public IReadOnlyList<string> Meters { get; init; } = ["Actors"];

    /// <summary>
    /// How many combinations of tags one metric may have; at least 1. Further ones are added to one series whose labels all say
    /// <c>other</c>, and counted in <c>actors_metrics_folded_measurements_total</c>.
    /// </summary>
    public int MaxLabelSets { get; init; } = 200;

    /// <summary>How many metrics there may be; at least 1. Further ones are left out and counted in <c>actors_metrics_refused_instruments_total</c>.</summary>
    public int MaxMetrics { get; init; } = 1000;

    /// <summary>
    /// Upper bounds of a histogram's buckets, rising, by the name of its instrument. Without an entry: what the instrument itself
    /// advises, else what suits its unit (<see cref="HistogramBuckets"/>).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Buckets { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLabelSets, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMetrics, 1);
        foreach (var (name, bounds) in Buckets)
        {
            if (bounds.Count == 0 || !bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second) || bounds.Any(double.IsNaN))
                throw new ArgumentException($"The buckets of {name} do not rise: {string.Join(", ", bounds)}");
        }
    }
}
