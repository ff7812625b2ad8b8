using Actors.Rooms;
using Actors.TestKit;
using Actors.World;

namespace Actors.Simulation;

/// <summary>A cluster that a scenario can do things to, whatever it is made of: real Akka nodes, or a model of the region that does the worst it may.</summary>
internal interface IWorldCluster
{
    WorldDefinition World { get; }

    /// <summary>The database that all share.</summary>
    MemoryWorldStore Store { get; }

    /// <summary>All that were ever started, in their order.</summary>
    IReadOnlyList<IWorldNode> Nodes { get; }

    TimeSpan Elapsed { get; }

    IWorldNode StartWorldNode(string name, double clockRate);

    SimulatedGateway StartGateway(string name, double clockRate);

    void Advance(TimeSpan span);

    /// <summary>What a client does is done as a turn is: on the simulation's thread.</summary>
    void Do(Action action);

    void Cut(string from, string to);

    void Heal(string from, string to);

    void HealAll();

    /// <summary>Connections between the two break now; they are made anew.</summary>
    void Break(string one, string other);

    /// <summary>At the end: counts what it has done by itself.</summary>
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

    /// <summary>Its way to the database.</summary>
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
