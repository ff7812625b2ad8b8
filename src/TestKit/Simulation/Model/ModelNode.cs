using Akka.Actor;

namespace Actors.TestKit.Simulation.Model;

/// <summary>One node of the model: the part of the system below /user/name, by a clock of its own.</summary>
public sealed class ModelNode
{
    internal ModelNode(string name, LoopNode loopNode, SimulationLoop loop)
    {
        Name = name;
        LoopNode = loopNode;
        Time = new LoopTimeProvider(loop, loopNode);
    }

    /// <summary>The same after each restart.</summary>
    public string Name { get; }

    /// <summary>The parent of all actors of the node.</summary>
    public IActorRef Root { get; internal set; } = ActorRefs.Nobody;

    /// <summary>Makes actors of the node, as an ActorSystem of its own would: within <see cref="SimulationLoop.Do(Action)"/> or a turn.</summary>
    public IActorRefFactory Factory { get; internal set; } = null!;

    /// <summary>Its own clock, which may be off and run at a rate of its own.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether its process has not been killed.</summary>
    public bool IsAlive => !LoopNode.IsKilled;

    /// <summary>Whether its process stands still.</summary>
    public bool IsPaused => LoopNode.IsPaused;

    internal LoopNode LoopNode { get; }

    /// <summary>It leaves gracefully: it is no longer a member, and knows it.</summary>
    internal bool IsLeaving { get; set; }

    /// <summary>The others go on without it.</summary>
    internal bool IsRemoved { get; set; }

    /// <summary>When others began to miss it, if they do.</summary>
    internal TimeSpan? MissedSince { get; set; }
}

/// <summary>The parent of a node's actors.</summary>
internal sealed class NodeRoot : UntypedActor
{
    public NodeRoot(ModelNode node) => node.Factory = Context;

    protected override void OnReceive(object message) => Unhandled(message);
}
