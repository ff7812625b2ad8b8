using Actors.Bench.Load.Measuring;

namespace Actors.Tools.Bench;

/// <param name="Median">The median of the runs; a failure if one of them failed.</param>
internal sealed record BenchRow(BenchDialect Dialect, Result Median, IReadOnlyList<Result> Runs);
