using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Wires;

namespace Actors.Tools.Bench;

/// <summary>The wire format of a benchmark's clients, and the documented server's figures for the same load.</summary>
internal sealed record BenchDialect(string Name, string Title, Func<Wire> Wire, Result Documented)
{
    public static readonly IReadOnlyList<BenchDialect> All =
    [
        new("arena", "arena JSON", static () => new PlainWire(WorkKind.States, "/"), DocumentedFigures.Arena),
        new("native", "MessagePack deltas", static () => new NativeWire(WorkKind.States), DocumentedFigures.Native),
    ];
}
