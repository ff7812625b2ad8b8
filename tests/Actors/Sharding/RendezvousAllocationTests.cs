using System.Collections.Immutable;
using Actors.Rooms;
using Actors.Sharding;
using Akka.Actor;

namespace Actors.Tests.Sharding;

public sealed class RendezvousAllocationTests : IShardHosts
{
    private readonly Region _a = new("a");
    private readonly Region _b = new("b");
    private readonly Region _c = new("c");
    private readonly Dictionary<IActorRef, RegionState> _states = [];
    private readonly RendezvousAllocation _allocation;

    public RendezvousAllocationTests()
    {
        _allocation = new RendezvousAllocation(this);
        foreach (var region in new[] { _a, _b, _c })
            _states[region] = new RegionState(new ShardHost(region.Path.Name, 100), false);
    }

    public bool IsSettled { get; set; } = true;

    public RegionState StateOf(IActorRef region) => _states[region];

    [Fact]
    public async Task Each_shard_is_allocated_to_its_owner()
    {
        var regions = Regions(_a, _b, _c);
        ShardHost[] hosts = [new("a", 100), new("b", 100), new("c", 100)];
        IActorRef[] refs = [_a, _b, _c];
        for (var shard = 0; shard < RoomShards.Count; shard++)
            Assert.Equal(refs[Placement.OwnerOf(shard, hosts)], await _allocation.AllocateShard(_a, $"{shard}", regions));
    }

    [Fact]
    public async Task Shards_on_their_owner_stay()
    {
        Assert.Empty(await RebalanceAsync(await AllocatedAsync(_a, _b, _c)));
    }

    [Fact]
    public async Task A_new_node_gets_its_own_shards_and_no_others_move()
    {
        var moved = await RebalanceAsync((await AllocatedAsync(_a, _b)).Add(_c, []));
        Assert.NotEmpty(moved);
        foreach (var shard in moved)
            Assert.Equal(_c, await _allocation.AllocateShard(_a, shard, Regions(_a, _b, _c)));
    }

    [Fact]
    public async Task A_draining_node_gives_up_all_shards_and_gets_none()
    {
        var before = await AllocatedAsync(_a, _b, _c);
        _states[_b] = _states[_b] with { IsDraining = true };
        Assert.Equal(before[_b].ToHashSet(), (await RebalanceAsync(before)).ToHashSet());
        Assert.Empty((await AllocatedAsync(_a, _b, _c))[_b]);
    }

    [Fact]
    public async Task Shards_stay_and_new_ones_are_still_allocated_if_all_nodes_drain()
    {
        var before = await AllocatedAsync(_a, _b, _c);
        foreach (var region in new[] { _a, _b, _c })
            _states[region] = _states[region] with { IsDraining = true };
        Assert.Empty(await RebalanceAsync(before));
        Assert.All(await AllocatedAsync(_a, _b, _c), static region => Assert.NotEmpty(region.Value));
    }

    [Fact]
    public async Task No_shard_moves_while_the_cluster_is_unsettled()
    {
        var before = (await AllocatedAsync(_a, _b)).Add(_c, []);
        IsSettled = false;
        Assert.Empty(await RebalanceAsync(before));
    }

    [Fact]
    public async Task No_shard_moves_while_another_is_moving()
    {
        var before = (await AllocatedAsync(_a, _b)).Add(_c, []);
        Assert.Empty(await _allocation.Rebalance(before, ImmutableHashSet.Create("1")));
    }

    [Fact]
    public async Task A_node_that_is_not_up_gets_shards_only_as_a_last_resort()
    {
        _states[_a] = default;
        Assert.Empty((await AllocatedAsync(_a, _b, _c))[_a]);
        (_states[_b], _states[_c]) = (default, default);
        Assert.NotNull(await _allocation.AllocateShard(_a, "5", Regions(_a, _b, _c)));
    }

    private async Task<IImmutableSet<string>> RebalanceAsync(IImmutableDictionary<IActorRef, IImmutableList<string>> current) =>
        await _allocation.Rebalance(current, ImmutableHashSet<string>.Empty);

    private async Task<ImmutableDictionary<IActorRef, IImmutableList<string>>> AllocatedAsync(params Region[] regions)
    {
        var allocated = Regions(regions);
        for (var shard = 0; shard < RoomShards.Count; shard++)
        {
            var owner = await _allocation.AllocateShard(regions[0], $"{shard}", allocated);
            allocated = allocated.SetItem(owner, allocated[owner].Add($"{shard}"));
        }
        return allocated;
    }

    private static ImmutableDictionary<IActorRef, IImmutableList<string>> Regions(params Region[] regions) =>
        regions.ToImmutableDictionary(static region => (IActorRef)region, static _ => (IImmutableList<string>)[]);

    private sealed class Region(string node) : MinimalActorRef
    {
        public override ActorPath Path { get; } = new RootActorPath(new Address("akka.tcp", "test", node, 1)) / node;

        public override IActorRefProvider Provider => throw new NotSupportedException();
    }
}
