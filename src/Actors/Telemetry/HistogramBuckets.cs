using System.Diagnostics.Metrics;

namespace Actors.Telemetry;

/// <summary>Bucket bounds by unit, because OpenTelemetry's defaults are the same for seconds and for bytes.</summary>
internal static class HistogramBuckets
{
    /// <summary>From half a millisecond, well under a tick, to ten seconds, a timeout.</summary>
    private static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>From a small message to 16 MiB, in steps of four.</summary>
    private static readonly double[] Bytes = [64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

    /// <summary>For everything else: counts.</summary>
    private static readonly double[] Counts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    public static double[] For(Instrument instrument) => instrument.Unit switch
    {
        "s" => Seconds,
        "By" => Bytes,
        _ => Counts,
    };
}
