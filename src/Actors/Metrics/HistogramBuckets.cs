using System.Diagnostics.Metrics;

namespace Actors.Metrics;

/// <summary>Bucket bounds by unit, where nobody has chosen others.</summary>
public static class HistogramBuckets
{
    /// <summary>From half a millisecond, well under a tick, to ten seconds, when somebody has given up.</summary>
    public static IReadOnlyList<double> Seconds { get; } =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public static IReadOnlyList<double> Milliseconds { get; } = [.. Seconds.Select(bound => bound * 1000)];

    /// <summary>From a small message to 16 MiB, by fours.</summary>
    public static IReadOnlyList<double> Bytes { get; } =
        [64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

    /// <summary>Of things.</summary>
    public static IReadOnlyList<double> Counts { get; } = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    internal static double[] For(Instrument instrument, PrometheusOptions options)
    {
        if (options.Buckets.TryGetValue(instrument.Name, out var chosen))
            return [.. chosen];
        if (Advised(instrument) is { Length: > 0 } advised)
            return advised;
        return [.. instrument.Unit switch
        {
            "s" => Seconds,
            "ms" => Milliseconds,
            "By" => Bytes,
            _ => Counts,
        }];
    }

    private static double[]? Advised(Instrument instrument) => instrument switch
    {
        Instrument<double> of => of.Advice?.HistogramBucketBoundaries?.ToArray(),
        Instrument<float> of => of.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
        Instrument<long> of => of.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
        Instrument<int> of => of.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
        _ => null,
    };
}
