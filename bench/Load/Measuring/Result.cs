namespace Actors.Bench.Load.Measuring;

/// <summary>The figures of one trial, or the medians of several. Figures that a work does not have are null.</summary>
internal sealed record Result
{
    /// <summary>User and kernel time of the server's processes, for each delivered frame.</summary>
    public double? CpuMicrosPerFrame { get; init; }

    /// <summary>The same time, for each input.</summary>
    public double? CpuMicrosPerInput { get; init; }

    /// <summary>Bytes that the server's nodes send to each other, for each delivered frame.</summary>
    public double? BytesBetweenNodesPerFrame { get; init; }

    public double? KernelMicrosPerFrame { get; init; }

    /// <summary>The share of the server's core.</summary>
    public double? CpuShare { get; init; }

    /// <summary>Including WebSocket headers.</summary>
    public double? BytesPerFrame { get; init; }

    /// <summary>The share of the required frames that arrived: below 1, the server could not deliver all.</summary>
    public double? Delivered { get; init; }

    /// <summary>From an input or a line to the first frame that shows it.</summary>
    public double? RoundTripP50Milliseconds { get; init; }

    public double? RoundTripP99Milliseconds { get; init; }

    /// <summary>Growth of the server's resident memory in bytes, for each connection.</summary>
    public double? MemoryPerConnection { get; init; }

    /// <summary>The load generator's own processor time: it is not the bottleneck while this is well below the server's.</summary>
    public double? LoadMicrosPerFrame { get; init; }

    public double? LoadShare { get; init; }

    public string? Failure { get; init; }

    /// <summary>The server does not support the work: not a failure of the run.</summary>
    public bool IsSkipped { get; init; }

    public static Result Failed(string why) => new() { Failure = why };

    public static Result Skipped(string why) => new() { Failure = why, IsSkipped = true };

    public static Result MedianOf(IReadOnlyList<Result> results)
    {
        if (results.FirstOrDefault(static result => result.Failure is not null) is { } failed)
            return failed;
        return new Result
        {
            CpuMicrosPerFrame = Median(static result => result.CpuMicrosPerFrame),
            CpuMicrosPerInput = Median(static result => result.CpuMicrosPerInput),
            BytesBetweenNodesPerFrame = Median(static result => result.BytesBetweenNodesPerFrame),
            KernelMicrosPerFrame = Median(static result => result.KernelMicrosPerFrame),
            CpuShare = Median(static result => result.CpuShare),
            BytesPerFrame = Median(static result => result.BytesPerFrame),
            Delivered = Median(static result => result.Delivered),
            RoundTripP50Milliseconds = Median(static result => result.RoundTripP50Milliseconds),
            RoundTripP99Milliseconds = Median(static result => result.RoundTripP99Milliseconds),
            MemoryPerConnection = Median(static result => result.MemoryPerConnection),
            LoadMicrosPerFrame = Median(static result => result.LoadMicrosPerFrame),
            LoadShare = Median(static result => result.LoadShare),
        };

        double? Median(Func<Result, double?> of)
        {
            var sorted = results.Select(of).OfType<double>().Order().ToList();
            return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }
}
