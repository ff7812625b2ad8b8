using Actors.Inspection;
using Actors.Rooms;
using Actors.Sharding;
using Actors.Tests.Telemetry;
using Actors.World;

namespace Actors.Tests.Inspection;

/// <summary>What an operator sees of a real cluster, and draining.</summary>
public sealed class InspectionTests
{
    [Fact]
    public async Task The_cluster_view_lists_the_rooms_of_every_node()
    {
        await using var cluster = await InspectedCluster.StartAsync();
        var view = await cluster.UntilAsync("g1", static view => Players(view) == 3 && RoomsOf(view).Count(static room => room.Report.Watchers == 1) == 2, () =>
        {
            foreach (var (room, player) in ((string, long)[])[("hall", 1), ("hall", 2), ("yard", 3)])
                cluster.Join(room, player);
            cluster.Watch("hall");
            cluster.Watch("yard");
        });
        foreach (var (room, players) in ((string, int)[])[("hall", 2), ("yard", 1)])
        {
            var (owner, report) = RoomsOf(view).Single(one => one.Report.Room.Value == room);
            Assert.Equal(owner, view.ShardOwners[RoomShards.Of(new RoomId(room))]);
            Assert.Equal(players, report.Players);
            Assert.Equal((1L, 0, 0, false), (report.Epoch, report.Disconnected, report.Restarts, report.IsQuarantined));
        }
        var oldest = view.Nodes.Single(static node => node.IsOldest);
        Assert.False(oldest.IsGateway);
        Assert.Null(view.Nodes.Single(static node => node.IsGateway).Report);
        // A node that hosts rooms answers as the others do, with the same view.
        var others = await cluster.UntilAsync("w2", static view => Players(view) == 3, static () => { });
        Assert.Equal(view.ShardOwners, others.ShardOwners);
        Assert.Equal(oldest.Name, others.Nodes.Single(static node => node.IsOldest).Name);
    }

    [Fact]
    public async Task A_drained_node_hands_off_its_shards_and_gets_them_back_afterwards()
    {
        await using var cluster = await InspectedCluster.StartAsync();
        var shard = RoomShards.Of(new RoomId("hall"));
        void Ask() => cluster.Watch("hall");
        ShardHost[] hosts = [new("w1", 100), new("w2", 100)];
        var owner = hosts[Placement.OwnerOf(shard, hosts)].Name;
        await cluster.UntilAsync("g1", view => view.ShardOwners[shard] == owner, Ask);

        Assert.True(await cluster["g1"].Inspection.SetDrainingAsync(owner, true, default));
        await cluster.UntilAsync(
            "g1", view => view.ShardOwners[shard] is { } other && other != owner && view.Nodes.Single(node => node.Name == owner) is { IsDraining: true, Status: "Up", Shards: [] }, Ask);

        Assert.True(await cluster["g1"].Inspection.SetDrainingAsync(owner, false, default));
        await cluster.UntilAsync("g1", view => view.ShardOwners[shard] == owner, Ask);
        Assert.False(await cluster["g1"].Inspection.SetDrainingAsync("nobody", true, default));
    }

    [Fact]
    public async Task Cluster_metrics_can_be_scraped()
    {
        await using var page = await MetricsPage.OpenAsync();
        await using var cluster = await InspectedCluster.StartAsync();
        await cluster.UntilAsync("g1", static view => Players(view) == 1, () => cluster.Join("hall", 1));
        var families = await page.FamiliesAsync();
        // Other tests of this process have clusters, too, so the number of each is not known here.
        Assert.All(
            (string[])["actors_cluster_members", "actors_cluster_up", "actors_cluster_oldest", "actors_cluster_shards", "actors_rooms_active", "actors_rooms_quarantined",
            "actors_remoting_associated_total", "actors_remoting_bytes_total"],
            name => Assert.NotEmpty(families[name].Samples));
        Assert.Contains(families["actors_cluster_members"].Samples, static sample => sample is { Value: >= 3, Labels: var labels } && labels["status"] == "Up" && labels["reachable"] == "yes");
        Assert.Contains(families["actors_remoting_bytes_total"].Samples, static sample => sample.Labels["message"] == "room/1");
    }

    private static int Players(ClusterView view) => view.Nodes.Sum(static node => node.Report?.Players ?? 0);

    private static IEnumerable<(string Owner, Actors.Rooms.RoomReport Report)> RoomsOf(ClusterView view) =>
        view.Nodes.SelectMany(static node => (node.Report?.Rooms ?? []).Select(room => (node.Name, room)));
}
