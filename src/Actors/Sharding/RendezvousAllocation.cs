using System.Collections.Immutable;
using Actors.Rooms;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Actors.Sharding;

/// <summary>
/// Puts each shard where <see cref="Placement"/> says, and moves it there when the members change. It gets access to the cluster in its constructor, because Akka restarts the
/// coordinator on another node without notifying its strategy.
/// </summary>
public sealed class RendezvousAllocation(IShardHosts hosts) : IShardAllocationStrategy
{
    private static readonly Task<IImmutableSet<string>> Nothing = Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);

    /// <inheritdoc/>
    public Task<IActorRef> AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
    {
        var regions = currentShardAllocations.Keys.Select(region => (Region: region, State: hosts.StateOf(region))).ToList();
        // A shard must be somewhere. If all hosts are draining, it goes to one of them; if none is known to be up, to any region. The next rebalance corrects that.
        var owner = OwnerOf(shardId, [.. regions.Where(static one => one.State is { Host: not null, IsDraining: false })])
            ?? OwnerOf(shardId, [.. regions.Where(static one => one.State.Host is not null)])
            ?? regions[0].Region;
        return Task.FromResult(owner);
    }

    /// <inheritdoc/>
    public Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        // One wave at a time, and none while a handoff would wait for an answer that may never come.
        if (rebalanceInProgress.Count > 0 || !hosts.IsSettled)
            return Nothing;
        var able = currentShardAllocations.Keys
            .Select(region => (Region: region, State: hosts.StateOf(region)))
            .Where(static one => one.State is { Host: not null, IsDraining: false })
            .ToList();
        if (able.Count == 0)
            return Nothing;
        var misplaced = ImmutableHashSet.CreateBuilder<string>();
        foreach (var (region, shards) in currentShardAllocations)
            misplaced.UnionWith(shards.Where(shard => OwnerOf(shard, able) is { } owner && !owner.Equals(region)));
        return misplaced.Count == 0 ? Nothing : Task.FromResult<IImmutableSet<string>>(misplaced.ToImmutable());
    }

    private static IActorRef? OwnerOf(string shardId, List<(IActorRef Region, RegionState State)> able)
    {
        if (able.Count == 0 || !RoomShards.TryParse(shardId, out var shard))
            return null;
        return able[Placement.OwnerOf(shard, [.. able.Select(static one => one.State.Host!.Value)])].Region;
    }
}
