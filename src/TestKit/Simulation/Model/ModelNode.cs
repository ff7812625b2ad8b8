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

    public TimeProvider Time { get; }

    public bool IsAlive => !LoopNode.IsKilled;

    public bool IsPaused => LoopNode.IsPaused;

    internal LoopNode LoopNode { get; }

    /// <summary>When others began to miss it, if they do.</summary>
    internal TimeSpan? MissedSince { get; set; }
}

/// <summary>Starts actors of a node under it.</summary>
internal sealed class NodeRoot : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is Spawn spawn)
            spawn.Started(spawn.Name is null ? Context.ActorOf(spawn.Props) : Context.ActorOf(spawn.Props, spawn.Name));
    }

    internal sealed record Spawn(Props Props, string? Name, Action<IActorRef> Started);
}
