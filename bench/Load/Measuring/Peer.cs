using Actors.Bench.Load.Wires;

namespace Actors.Bench.Load.Measuring;

/// <summary>A measured server.</summary>
/// <param name="Processes">Its processes: each is pinned to the server's core.</param>
/// <param name="Works">The kinds of work that it supports.</param>
internal sealed record Peer(string Name, string Title, Func<Place, IReadOnlyList<Launch>> Processes, Func<WorkKind, Wire> Wire, params IReadOnlyList<WorkKind> Works);

/// <summary>Where a server runs.</summary>
/// <param name="Root">The repository's root.</param>
/// <param name="Gateway">The build of our gateway that is measured.</param>
/// <param name="Seed">The build of our world node that is measured.</param>
/// <param name="Scratch">An empty directory of its own.</param>
internal sealed record Place(string Root, string Gateway, string Seed, string Scratch, int Port, int SecondPort, int ThirdPort);

/// <param name="Port">The process is up when this port accepts.</param>
internal sealed record Launch(string Program, IReadOnlyList<string> Arguments, int Port, string Directory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The port where a node of a cluster reports what it has sent to others.</summary>
    public int? MetricsPort { get; init; }
}
