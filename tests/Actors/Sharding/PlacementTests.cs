using Actors.Rooms;
using Actors.Sharding;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Sharding;

public sealed class PlacementTests
{
    private static readonly string[] Names = ["a", "b", "c", "world-1", "world-2", "world-3", "x.example", "node_9"];

    [Fact]
    public void A_shard_has_no_owner_without_hosts() => Assert.Equal(-1, Placement.OwnerOf(3, []));

    [Fact]
    public void The_order_of_hosts_does_not_matter() =>
        Prop.ForAll(Hosts, static hosts =>
            Owners(hosts).SequenceEqual(Owners([.. hosts.Reverse()]))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_new_host_moves_no_shards_between_the_others() =>
        Prop.ForAll(Hosts, static hosts =>
        {
            var newcomer = new ShardHost("newcomer", 100);
            return Owners(hosts).Zip(Owners([.. hosts, newcomer])).All(pair => pair.First == pair.Second || pair.Second == newcomer.Name);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_leaving_host_moves_only_its_own_shards() =>
        Prop.ForAll(Hosts.Filter(static hosts => hosts.Length > 1), static hosts =>
            Owners(hosts).Zip(Owners(hosts[1..])).All(pair => pair.First == hosts[0].Name || pair.First == pair.Second)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_heavier_host_only_gains_shards() =>
        Prop.ForAll(Hosts, static hosts =>
        {
            ShardHost[] heavier = [hosts[0] with { Weight = hosts[0].Weight * 2 }, .. hosts[1..]];
            return Owners(hosts).Zip(Owners(heavier)).All(pair => pair.First == pair.Second || pair.Second == hosts[0].Name);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shares_are_about_proportional_to_weights()
    {
        ShardHost[] hosts = [new("light", 100), new("heavy", 300)];
        var heavy = Enumerable.Range(0, 10_000).Count(shard => Placement.OwnerOf(shard, hosts) == 1);
        Assert.InRange(heavy, 7_200, 7_800);
    }

    [Fact]
    public void The_placement_never_changes()
    {
        ShardHost[] hosts = [new("world-1", 100), new("world-2", 100), new("world-3", 50)];
        Assert.Equal("1210020211221002", string.Concat(Enumerable.Range(0, 16).Select(shard => Placement.OwnerOf(shard, hosts))));
    }

    private static Arbitrary<ShardHost[]> Hosts =>
        (from names in Gen.Shuffle(Names)
         from count in Gen.Choose(1, names.Length)
         from weights in Gen.ArrayOf(Gen.Choose(1, 1000), count)
         select names.Take(count).Zip(weights, static (name, weight) => new ShardHost(name, weight)).ToArray()).ToArbitrary();

    private static IEnumerable<string> Owners(ShardHost[] hosts) =>
        Enumerable.Range(0, RoomShards.Count).Select(shard => hosts[Placement.OwnerOf(shard, hosts)].Name);
}
