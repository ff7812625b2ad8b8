using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Wires;

namespace Actors.Tools.Bench;

/// <summary>How the clients of a benchmark speak, and what the documented server needed for the same.</summary>
internal sealed record BenchDialect(string Name, string Title, Func<Wire> Wire, Result Documented)
{
    public static readonly IReadOnlyList<BenchDialect> All =
    [
        new("arena", "arena JSON", static () => new PlainWire(WorkKind.States, "/"), DocumentedFigures.Arena),
        new("native", "MessagePack deltas", static () => new NativeWire(WorkKind.States), DocumentedFigures.Native),
    ];
}
