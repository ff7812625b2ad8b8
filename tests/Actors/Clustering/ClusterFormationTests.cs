using Actors.Clustering;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Tests.Clustering;

/// <summary>Real nodes on loopback, in one process, on real time.</summary>
public sealed class ClusterFormationTests : IAsyncLifetime
{
    private readonly MemoryNodeRegistry _registry = new(TimeProvider.System);
    private readonly List<TestNode> _nodes = [];
    private readonly List<ActorSystem> _killed = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.Host.StopAsync();
        await Task.WhenAll(_killed.Select(static system => system.WhenTerminated));
    }

    [Fact]
    public async Task Nodes_started_together_form_one_cluster_and_a_gateway_reaches_rooms_on_both()
    {
        var nodes = new[] { Node("world-1"), Node("world-2"), Node("gateway-1", ClusterConfig.GatewayRole) };
        await Task.WhenAll(nodes.Select(static node => node.Host.StartAsync(default)));
        await Task.WhenAll(nodes.Select(static node => ClusterWatch.UntilUpAsync(node.System, 3)));
        Assert.Single(_registry.Formed);

        var hosts = new HashSet<string>();
        for (var number = 0; number < 40; number++)
            hosts.Add(await nodes[2].Rooms.Ask<string>(new RoomEnvelope(new RoomId($"room-{number}"), new TestNode.WhereAreYou()), TimeSpan.FromSeconds(10)));
        Assert.Equal(["node-world-1", "node-world-2"], hosts.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), static assembly => assembly.GetName().Name == "LightningDB");
    }

    [Fact]
    public async Task A_killed_or_downed_node_is_removed_and_rejoins_in_the_same_process()
    {
        var nodes = new[] { Node("world-1"), Node("world-2"), Node("gateway-1", ClusterConfig.GatewayRole) };
        await Task.WhenAll(nodes.Select(static node => node.Host.StartAsync(default)));
        await Task.WhenAll(nodes.Select(static node => ClusterWatch.UntilUpAsync(node.System, 3)));

        // The host finds that its ActorSystem has ended and makes the next one, like a killed process that its orchestrator restarts.
        var killed = nodes[0].Address;
        _killed.Add(nodes[0].Kill());
        await ClusterWatch.UntilAsync(nodes[1].System, state => state.Members.All(member => member.Address != killed));
        await nodes[0].RestartedOnce.Task.Soon();
        await Task.WhenAll(nodes.Select(static node => ClusterWatch.UntilUpAsync(node.System, 3)));

        var downed = nodes[1].System;
        AkkaCluster.Get(nodes[2].System).Down(nodes[1].Address);
        await downed.WhenTerminated.Soon();
        await nodes[1].RestartedOnce.Task.Soon();
        await Task.WhenAll(nodes.Select(static node => ClusterWatch.UntilUpAsync(node.System, 3)));
        Assert.Single(_registry.Formed);
    }

    [Fact]
    public async Task A_node_that_a_member_has_shut_out_joins_again_and_one_that_a_stranger_has_stays()
    {
        var (stays, shutOut) = (Node("world-1"), Node("world-2"));
        await Task.WhenAll(stays.Host.StartAsync(default), shutOut.Host.StartAsync(default));
        await Task.WhenAll(ClusterWatch.UntilUpAsync(stays.System, 2), ClusterWatch.UntilUpAsync(shutOut.System, 2));

        var before = shutOut.System;
        before.EventStream.Publish(new ThisActorSystemQuarantinedEvent(shutOut.Address, stays.Address.WithPort(1)));
        // Its answer comes after all that it has done before.
        await shutOut.QuarantineDowning.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(10));
        Assert.Equal(MemberStatus.Up, AkkaCluster.Get(before).SelfMember.Status);

        before.EventStream.Publish(new ThisActorSystemQuarantinedEvent(shutOut.Address, stays.Address));
        await before.WhenTerminated.Soon();
        await shutOut.RestartedOnce.Task.Soon();
        await Task.WhenAll(ClusterWatch.UntilUpAsync(stays.System, 2), ClusterWatch.UntilUpAsync(shutOut.System, 2));
    }

    [Fact]
    public async Task A_stopped_node_leaves_and_frees_its_name_at_once()
    {
        var (stays, leaves) = (Node("world-1"), Node("world-2"));
        await stays.Host.StartAsync(default);
        await ClusterWatch.UntilUpAsync(stays.System, 1);
        await leaves.Host.StartAsync(default);
        await ClusterWatch.UntilUpAsync(stays.System, 2);
        await leaves.Host.StopAsync();
        await ClusterWatch.UntilUpAsync(stays.System, 1);
        Assert.Equal("world-1", Assert.Single(_registry.Rows).Name);
    }

    [Fact]
    public async Task A_member_loses_its_hold_once_a_standalone_server_has_the_database()
    {
        var node = Node("world-1");
        await node.Host.StartAsync(default);
        await ClusterWatch.UntilUpAsync(node.System, 1);
        var live = TimeSpan.FromSeconds(3);
        // Its row is removed before its next beat, as if it had been suspended for longer than the row lives.
        var row = Assert.Single(_registry.Rows);
        RegisterOutcome alone;
        do
        {
            await _registry.RemoveAsync(row.Name, row.Run, default);
            alone = await _registry.RegisterAsync("local", "other", NodeRow.Alone, "", live, default);
        }
        while (alone.Registered is null);
        while (!node.Hold.IsLost)
        {
            await _registry.BeatAsync("local", "other", "host h, process 7", false, live, default);
            await Task.Yield();
        }
        Assert.StartsWith("Another server (host h, process 7) has used this database alone since", await node.Hold.Lost, StringComparison.Ordinal);
    }

    private TestNode Node(string name, string role = ClusterConfig.WorldRole)
    {
        var node = new TestNode(name, _registry, role);
        _nodes.Add(node);
        return node;
    }
}
