using Akka.Actor;

namespace Actors.Sharding;

/// <summary>What the allocation strategy must know of the cluster.</summary>
public interface IShardHosts
{
    /// <summary>Every member is up and seen by all. Otherwise a hand-over waits for answers of nodes that may be dead, which takes 8 to 10 s.</summary>
    bool IsSettled { get; }

    /// <summary>The node of a shard region.</summary>
    RegionState StateOf(IActorRef region);
}

/// <param name="Host">Null: its node is not a member that is up, or may not host rooms.</param>
/// <param name="IsDraining">It has to give up its shards.</param>
public readonly record struct RegionState(ShardHost? Host, bool IsDraining);
