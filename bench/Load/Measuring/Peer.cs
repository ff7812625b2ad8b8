using Actors.Bench.Load.Wires;

namespace Actors.Bench.Load.Measuring;

/// <summary>One of the servers that are measured.</summary>
/// <param name="Processes">What it consists of: each is pinned to the server's core.</param>
/// <param name="Works">Kinds of work that it can be asked to do.</param>
internal sealed record Peer(string Name, string Title, Func<Place, IReadOnlyList<Launch>> Processes, Func<WorkKind, Wire> Wire, params IReadOnlyList<WorkKind> Works);

/// <summary>Where a server is to run.</summary>
/// <param name="Root">Of the repository.</param>
/// <param name="Gateway">The build of ours that is measured.</param>
/// <param name="Seed">The build of our world node that is measured.</param>
/// <param name="Scratch">An empty directory of its own.</param>
internal sealed record Place(string Root, string Gateway, string Seed, string Scratch, int Port, int SecondPort, int ThirdPort);

/// <param name="Port">The process is up when this one accepts.</param>
internal sealed record Launch(string Program, IReadOnlyList<string> Arguments, int Port, string Directory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Where a node of a cluster tells what it has sent to others.</summary>
    public int? MetricsPort { get; init; }
}
