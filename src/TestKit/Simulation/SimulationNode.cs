using Akka.Actor;

namespace Actors.TestKit.Simulation;

/// <summary>One node of a run: an actor system that may pause, die and restart under the same address.</summary>
public sealed class SimulationNode
{
    internal SimulationNode(string name, NodeSettings settings, LoopNode loopNode, SimulationLoop loop)
    {
        Name = name;
        Settings = settings;
        LoopNode = loopNode;
        Time = new LoopTimeProvider(loop, loopNode);
    }

    /// <summary>The same after each restart; also its host in addresses.</summary>
    public string Name { get; }

    /// <summary>What it was started with.</summary>
    public NodeSettings Settings { get; }

    /// <summary>The actor system since its last start.</summary>
    public ActorSystem System { get; internal set; } = null!;

    /// <summary>This node's clock, for our own code.</summary>
    public TimeProvider Time { get; }

    /// <summary>The address that others have for it.</summary>
    public Address Address => Settings.Level == NodeLevel.Local ? ((ExtendedActorSystem)System).Provider.DefaultAddress : Address.Parse(SimulationConfig.AddressOf(Settings.SystemName, Name));

    /// <summary>Whether its process has not been killed.</summary>
    public bool IsAlive => !LoopNode.IsKilled;

    /// <summary>Whether its process stands still.</summary>
    public bool IsPaused => LoopNode.IsPaused;

    internal LoopNode LoopNode { get; }
}
