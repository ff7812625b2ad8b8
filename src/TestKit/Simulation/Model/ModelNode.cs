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

    public string Name { get; }

    /// <summary>The parent of all actors of the node.</summary>
    public IActorRef Root { get; internal set; } = ActorRefs.Nobody;

    /// <summary>Makes actors of the node, as an ActorSystem of its own would: within <see cref="SimulationLoop.Do(Action)"/> or a turn.</summary>
    public IActorRefFactory Factory { get; internal set; } = null!;

    public TimeProvider Time { get; }

    public bool IsAlive => !LoopNode.IsKilled;

    public bool IsPaused => LoopNode.IsPaused;

    internal LoopNode LoopNode { get; }

    /// <summary>It goes in order: it is no member any more, and knows it.</summary>
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
