using Akka.Actor;

namespace Actors.Sharding;

/// <summary>What the allocation strategy has to know about the cluster.</summary>
public interface IShardHosts
{
    /// <summary>Every member is up and reachable by all. Otherwise a handoff waits for answers from nodes that may be dead, which takes 8 to 10 s.</summary>
    bool IsSettled { get; }

    /// <summary>The node of a shard region.</summary>
    RegionState StateOf(IActorRef region);
}

/// <param name="Host">Null: the region's node is not a member that is up, or may not host rooms.</param>
/// <param name="IsDraining">The node has to give up its shards.</param>
public readonly record struct RegionState(ShardHost? Host, bool IsDraining);
