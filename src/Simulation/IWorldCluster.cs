using Actors.Rooms;
using Actors.TestKit;
using Actors.World;

namespace Actors.Simulation;

/// <summary>A cluster that a scenario can act on, whatever it is made of: real Akka nodes, or a model of the region that does the worst it may.</summary>
internal interface IWorldCluster
{
    WorldDefinition World { get; }

    /// <summary>The database that all nodes share.</summary>
    MemoryWorldStore Store { get; }

    /// <summary>All nodes that were ever started, in their order.</summary>
    IReadOnlyList<IWorldNode> Nodes { get; }

    TimeSpan Elapsed { get; }

    IWorldNode StartWorldNode(string name, double clockRate);

    SimulatedGateway StartGateway(string name, double clockRate);

    void Advance(TimeSpan span);

    /// <summary>Runs what a client does as a turn: on the simulation's thread.</summary>
    void Do(Action action);

    void Cut(string from, string to);

    void Heal(string from, string to);

    void HealAll();

    /// <summary>Breaks the connections between the two now; they are made anew.</summary>
    void Break(string one, string other);

    /// <summary>Called at the end: counts what the cluster has done by itself.</summary>
    void CountAll();

    /// <summary>For the person who looks into a run: who has which room.</summary>
    string Describe();
}

/// <summary>One node's process.</summary>
internal interface IWorldNode
{
    string Name { get; }

    bool IsGateway { get; }

    bool IsAlive { get; }

    bool IsPaused { get; }

    /// <summary>Its rooms, and those it had; null while it is a gateway.</summary>
    LocalRooms? Rooms { get; }

    /// <summary>Its link to the database.</summary>
    FaultyStore Store { get; }

    /// <summary>As by <c>kill -9</c>.</summary>
    void Kill();

    /// <summary>As by SIGSTOP.</summary>
    void Pause();

    /// <summary>As by SIGCONT.</summary>
    void Resume();

    /// <summary>As by SIGTERM: it hands over what it has, then ends.</summary>
    void Leave();
}
