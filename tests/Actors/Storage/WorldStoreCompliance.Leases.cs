using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>What a cluster's nodes agree on by way of a store.</summary>
public abstract partial class WorldStoreCompliance
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private ILeaseStore Leases => (ILeaseStore)Store;

    [Fact]
    public async Task A_name_has_one_live_lease_and_each_a_number_of_its_own()
    {
        var first = await JoinAsync("a", Long);
        Assert.Null(await Leases.JoinAsync(Node("a"), Long, default));
        var other = await JoinAsync("b", Long);
        Assert.NotEqual(first.Incarnation, other.Incarnation);
        await Leases.LeaveAsync("a", first.Incarnation, default);
        Assert.True((await JoinAsync("a", Long)).Incarnation > other.Incarnation);
    }

    [Fact]
    public async Task The_table_lists_who_lives_by_name()
    {
        var b = await Leases.JoinAsync(new Member("b", 0, "host:2", 0, true, false), Long, default);
        var a = await Leases.JoinAsync(new Member("a", 0, "host:1", 50, false, false), Long, default);
        Assert.Equal([a!, b!], (await Leases.ReadAsync(default)).Live);
        Assert.True(await Leases.SetDrainingAsync("a", true, default));
        Assert.True((await Leases.ReadAsync(default)).Live[0].Draining);
        Assert.False(await Leases.SetDrainingAsync("nobody", true, default));
    }

    [Fact]
    public async Task A_lease_that_is_not_renewed_ends_and_cannot_be_renewed_any_more()
    {
        var member = await JoinAsync("a", Short);
        await UntilAsync(async () => (await Leases.ReadAsync(default)).Live.Count == 0);
        Assert.False(await Leases.RenewAsync("a", member.Incarnation, Long, default));
        var again = await JoinAsync("a", Long);
        Assert.False(await Leases.RenewAsync("a", member.Incarnation, Long, default));
        Assert.True(await Leases.RenewAsync("a", again.Incarnation, Long, default));
    }

    [Fact]
    public async Task A_shard_that_somebody_has_is_not_given_to_another()
    {
        var (a, b) = (await JoinAsync("a", Long), await JoinAsync("b", Long));
        Assert.Equal([new ShardGrant(1, 1), new ShardGrant(255, 1)], await Leases.TakeAsync("a", a.Incarnation, [1, 255], default));
        Assert.Equal([new ShardGrant(2, 1)], await Leases.TakeAsync("b", b.Incarnation, [1, 2], default));
        var shards = (await Leases.ReadAsync(default)).Shards;
        Assert.Equal(Shards.Count, shards.Count);
        Assert.Equal((new ShardOwner("a", a.Incarnation, 1), new ShardOwner("b", b.Incarnation, 1), default), (shards[1], shards[2], shards[3]));
    }

    [Fact]
    public async Task Each_taking_raises_the_epoch()
    {
        var (a, b) = (await JoinAsync("a", Long), await JoinAsync("b", Long));
        await Leases.TakeAsync("a", a.Incarnation, [7], default);
        await Leases.ReleaseAsync("a", a.Incarnation, [new ShardGrant(7, 1)], default);
        Assert.Equal(new ShardOwner(null, 0, 1), (await Leases.ReadAsync(default)).Shards[7]);
        Assert.Equal([new ShardGrant(7, 2)], await Leases.TakeAsync("b", b.Incarnation, [7], default));
        await Leases.ReleaseAsync("a", a.Incarnation, [new ShardGrant(7, 2)], default);
        Assert.Equal("b", (await Leases.ReadAsync(default)).Shards[7].Node);
    }

    [Fact]
    public async Task What_is_given_is_the_others_at_once_under_an_epoch_of_its_own()
    {
        var (a, b, c) = (await JoinAsync("a", Long), await JoinAsync("b", Long), await JoinAsync("c", Long));
        await Leases.TakeAsync("a", a.Incarnation, [7, 8, 9, 10], default);
        var given = await Leases.GiveAsync(
            "a", a.Incarnation, [new ShardGift(9, 1, "c", c.Incarnation), new ShardGift(7, 1, "b", b.Incarnation), new ShardGift(8, 1, "b", b.Incarnation)], default);
        Assert.Equal(
            [new ShardGift(7, 2, "b", b.Incarnation), new ShardGift(8, 2, "b", b.Incarnation), new ShardGift(9, 2, "c", c.Incarnation)], given.OrderBy(static gift => gift.Shard));
        var shards = (await Leases.ReadAsync(default)).Shards;
        Assert.Equal(
            [new ShardOwner("b", b.Incarnation, 2), new ShardOwner("b", b.Incarnation, 2), new ShardOwner("c", c.Incarnation, 2), new ShardOwner("a", a.Incarnation, 1)], shards.Skip(7).Take(4));
        var late = await Store.CommitAsync(new CommitBatch(new RoomTransaction(new RoomId("anywhere"), 7, 1, [])), default);
        Assert.Equal([CommitOutcome.StaleEpoch], late);
    }

    [Fact]
    public async Task Nothing_is_given_that_is_not_ones_own_nor_to_who_has_no_lease()
    {
        var (a, b) = (await JoinAsync("a", Long), await JoinAsync("b", Long));
        await Leases.TakeAsync("a", a.Incarnation, [7], default);
        Assert.Empty(await Leases.GiveAsync("a", a.Incarnation, [new ShardGift(7, 2, "b", b.Incarnation), new ShardGift(8, 1, "b", b.Incarnation)], default));
        Assert.Empty(await Leases.GiveAsync("a", a.Incarnation + 100, [new ShardGift(7, 1, "b", b.Incarnation)], default));
        Assert.Empty(await Leases.GiveAsync("b", b.Incarnation, [new ShardGift(7, 1, "b", b.Incarnation)], default));
        Assert.Empty(await Leases.GiveAsync("a", a.Incarnation, [new ShardGift(7, 1, "b", b.Incarnation + 100)], default));
        await Leases.LeaveAsync("b", b.Incarnation, default);
        Assert.Empty(await Leases.GiveAsync("a", a.Incarnation, [new ShardGift(7, 1, "b", b.Incarnation)], default));
        Assert.Equal(new ShardOwner("a", a.Incarnation, 1), (await Leases.ReadAsync(default)).Shards[7]);
    }

    [Fact]
    public async Task Who_has_no_lease_gets_nothing_and_what_it_had_is_free()
    {
        var b = await JoinAsync("b", Long);
        var a = await TakenBrieflyAsync("a", 7);
        await UntilAsync(async () => (await Leases.ReadAsync(default)).Shards[7].Node is null);
        Assert.Empty(await Leases.TakeAsync("a", a.Incarnation, [8], default));
        Assert.Equal([new ShardGrant(7, 2)], await Leases.TakeAsync("b", b.Incarnation, [7], default));
    }

    [Fact]
    public async Task Who_leaves_leaves_its_shards()
    {
        var (a, b) = (await JoinAsync("a", Long), await JoinAsync("b", Long));
        await Leases.TakeAsync("a", a.Incarnation, [7], default);
        await Leases.LeaveAsync("a", a.Incarnation, default);
        Assert.Equal([new ShardGrant(7, 2)], await Leases.TakeAsync("b", b.Incarnation, [7], default));
    }

    [Fact]
    public async Task A_server_of_its_own_seizes_all_unless_a_cluster_runs()
    {
        var all = await Leases.SeizeAllAsync("alone", default);
        Assert.Equal(Enumerable.Range(0, Shards.Count).Select(static shard => new ShardGrant(shard, 1)), all);
        Assert.Equal(2, (await Leases.SeizeAllAsync("again", default))![9].Epoch);
        await JoinAsync("a", Long);
        Assert.Null(await Leases.SeizeAllAsync("alone", default));
    }

    [Fact]
    public async Task What_a_room_left_behind_under_an_epoch_of_the_past_does_not_hinder_what_it_commits_under_the_next()
    {
        var shard = Shards.Of(Plaza);
        var b = await JoinAsync("b", Long);
        await TakenBrieflyAsync("a", shard);
        await UntilAsync(async () => (await Leases.TakeAsync("b", b.Incarnation, [shard], default)).Count == 1);
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                new RoomTransaction(Plaza, shard, 1, [new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 5 })]),
                new RoomTransaction(Plaza, shard, 2, [new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 7 })])),
            default);
        Assert.Equal([CommitOutcome.StaleEpoch, CommitOutcome.Committed], outcomes);
        Assert.Equal(7, (await Store.LoadRoomAsync(Plaza, default)).Record!.NextItem);
    }

    [Fact]
    public async Task A_commit_of_an_epoch_of_the_past_is_refused_whole_and_hinders_no_other()
    {
        var shard = Shards.Of(Plaza);
        var other = Shards.Of(Market);
        Assert.NotEqual(shard, other);
        var b = await JoinAsync("b", Long);
        await TakenBrieflyAsync("a", shard);
        await UntilAsync(async () => (await Leases.TakeAsync("b", b.Incarnation, [shard], default)).Count == 1);
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                new RoomTransaction(Plaza, shard, 1, [new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 5 })]),
                new RoomTransaction(Market, other, 0, [new RoomChanged(new RoomRecord { Id = Market, NextItem = 6 })]),
                new RoomTransaction(Plaza, shard, 1, [])),
            default);
        Assert.Equal([CommitOutcome.StaleEpoch, CommitOutcome.Committed, CommitOutcome.StaleEpoch], outcomes);
        Assert.Null((await Store.LoadRoomAsync(Plaza, default)).Record);
        Assert.Equal(6, (await Store.LoadRoomAsync(Market, default)).Record!.NextItem);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, shard, 2, [new RoomChanged(new RoomRecord { Id = Plaza })])), default));
    }

    [Fact]
    public async Task Many_that_want_the_same_shards_get_each_once()
    {
        var members = new List<Member>();
        for (var i = 0; i < 4; i++)
            members.Add(await JoinAsync($"n{i}", Long));
        var all = Enumerable.Range(0, Shards.Count).ToArray();
        var grants = await Task.WhenAll(members.Select(member => Leases.TakeAsync(member.Name, member.Incarnation, all, default)));
        Assert.Equal(all, grants.SelectMany(static granted => granted).Select(static grant => grant.Shard).Order());
    }

    /// <summary>Takes a shard under a lease that soon ends. A busy machine may let it end before the taking: then both are done again.</summary>
    private async Task<Member> TakenBrieflyAsync(string name, int shard)
    {
        Member? member = null;
        await UntilAsync(async () => (member = await Leases.JoinAsync(Node(name), Short, default)) is not null
            && (await Leases.TakeAsync(name, member.Incarnation, [shard], default)).Count == 1);
        return member!;
    }

    private static Member Node(string name) => new(name, 0, "127.0.0.1:1", 100, false, false);

    private async Task<Member> JoinAsync(string name, TimeSpan lease) => await Leases.JoinAsync(Node(name), lease, default) ?? throw new InvalidOperationException($"{name} could not join.");

    /// <summary>The database's clock is nobody's to move.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
