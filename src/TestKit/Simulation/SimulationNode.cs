using Akka.Actor;

namespace Actors.TestKit.Simulation;

/// <summary>One node of a run: an actor system that may stand still, die and be made anew under the same address.</summary>
public sealed class SimulationNode
{
    internal SimulationNode(string name, NodeSettings settings, LoopNode loopNode, SimulationLoop loop)
    {
        Name = name;
        Settings = settings;
        LoopNode = loopNode;
        Time = new LoopTimeProvider(loop, loopNode);
    }

    public string Name { get; }

    public NodeSettings Settings { get; }

    public ActorSystem System { get; internal set; } = null!;

    /// <summary>This node's clock, for our own code.</summary>
    public TimeProvider Time { get; }

    /// <summary>The address that others have for it.</summary>
    public Address Address => Settings.Level == NodeLevel.Local ? ((ExtendedActorSystem)System).Provider.DefaultAddress : Address.Parse(SimulationConfig.AddressOf(Settings.SystemName, Name));

    public bool IsAlive => !LoopNode.IsKilled;

    public bool IsPaused => LoopNode.IsPaused;

    internal LoopNode LoopNode { get; }
}
