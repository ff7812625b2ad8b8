using Actors.Cluster.Tests.Kit;
using Actors.Storage;
using Actors.World;

namespace Actors.Cluster.Tests;

public sealed class ClusterTests
{
    private static readonly WorldDefinition World = TestCluster.Ring(8);

    [Fact]
    public void Every_shard_comes_to_have_one_owner_as_placement_says()
    {
        var cluster = Start(3, 0);
        var table = Table(cluster);
        Assert.Equal(["w1", "w2", "w3"], table.Live.Select(static member => member.Name));
        Assert.Equal(Placement.Assign(table.Live), table.Shards.Select(static shard => shard.Node));
    }

    [Fact]
    public void Players_on_two_gateways_meet_in_a_room_of_a_third_node()
    {
        var cluster = Start(1, 2);
        var one = cluster.Connect("g1");
        var other = cluster.Connect("g2");
        cluster.Until(() => one.Frame?.Players.Length == 2 && other.Frame?.Players.Length == 2, 5, "both see both");
        one.Ask(new Say("hello"));
        cluster.Until(() => other.Events.OfType<Said>().Any(static said => said.Text == "hello"), 1, "the other hears");
        one.Input(new Move(new Vector(0, 1), 1));
        cluster.Advance(1);
        Assert.Equal(5000, Math.Abs(Of(other, one).YMilli), 300.0);
    }

    [Fact]
    public void A_walk_around_the_world_goes_through_rooms_of_different_nodes_with_what_is_carried()
    {
        var cluster = Start(3, 1);
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Room is not null, 5, "in");
        client.Ask(new Take("lamp"));
        HashSet<string?> owners = [];
        for (var room = 0; room < 8; room++)
        {
            owners.Add(cluster.OwnerOf($"r{room}"));
            Assert.Equal($"r{room}", client.Room?.Value);
            client.Ask(new Go("east"));
            var next = $"r{(room + 1) % 8}";
            cluster.Until(() => client.Room?.Value == next && client.Unanswered.Count == 0, 5, $"in {next}");
        }
        Assert.True(owners.Count > 1, "The rooms are all on one node: the test needs another world.");
        client.Ask(new ShowInventory());
        cluster.Until(() => client.Unanswered.Count == 0, 5, "inventory");
        Assert.Single(Assert.IsType<InventoryShown>(client.Answers[^1].Reply).Items);
    }

    [Fact]
    public void When_a_node_is_killed_its_rooms_go_on_elsewhere_within_the_lease_and_no_client_is_told()
    {
        var cluster = Start(3, 1);
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Frame is not null, 5, "in");
        client.Ask(new Take("lamp"));
        client.Input(new Move(new Vector(0, 1), 1));
        cluster.Advance(1);
        var (frames, notices, y) = (client.FramesSeen, client.Notices.Count, Of(client, client).YMilli);
        client.Input(new Move(Vector.Zero, 2));
        cluster.Advance(0.2);
        cluster.Sim[cluster.OwnerOf("r0")!].Kill();
        client.Input(new Move(new Vector(0, -1), 3));
        client.Ask(new Drop("lamp"));
        cluster.Until(() => client.FramesSeen > frames + 20 && client.Unanswered.Count == 0, 3 + 1.5, "frames are back");
        Assert.IsType<Done>(client.Answers[^1].Reply);
        Assert.True(client.IsConnected);
        Assert.DoesNotContain(client.Notices.Skip(notices), static notice => notice is Gateway.Dialects.Problem or Gateway.Dialects.Goodbye);
        Assert.InRange(Of(client, client).YMilli, -10_000, y);
        Assert.Equal(3, Of(client, client).LastProcessedInput);
    }

    [Fact]
    public void Who_is_between_two_rooms_when_the_node_of_the_second_is_killed_is_in_within_the_lease_and_does_not_wait_for_a_timeout()
    {
        var cluster = Start(3, 1, answerSeconds: 60);
        var from = Enumerable.Range(0, 8).First(room => cluster.OwnerOf($"r{room}") != cluster.OwnerOf($"r{(room + 1) % 8}"));
        var next = $"r{(from + 1) % 8}";
        var client = cluster.Connect("g1", $"r{from}");
        cluster.Until(() => client.Frame is not null, 5, "in");
        cluster.Sim.Network.Delay = (TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.2));
        client.Ask(new Go("east"));
        // There and back to keep the place, the answer to the gateway, and half of the way of the join.
        cluster.Advance(0.9);
        Assert.Equal($"r{from}", client.Room?.Value);
        Assert.Equal(next, PlaceOf(cluster, client));
        cluster.Sim[cluster.OwnerOf(next)!].Kill();
        cluster.Until(() => client.Room?.Value == next && client.Unanswered.Count == 0, 3 + 1.5 + 1, "next door");
    }

    [Fact]
    public void A_commit_whose_answer_is_lost_is_asked_for_again_and_its_room_goes_on_as_it_is()
    {
        var cluster = Start(1, 1);
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Frame is not null, 5, "in");
        var loaded = new List<RoomId>();
        var store = cluster.Sim["w1"].Store;
        var attempts = 0;
        store.Loading = loaded.Add;
        store.Committing = batch =>
        {
            if (batch.Any(static one => one.Changes.OfType<PlayerChanged>().Any(static change => change.Player.Room.Value == "r1" && change.FromRoom.Value == "r0")))
                store.AnswerLoss = ++attempts < 3 ? 1 : 0;
        };
        client.Ask(new Take("lamp"));
        client.Ask(new Go("east"));
        cluster.Until(() => client.Room?.Value == "r1" && client.Unanswered.Count == 0, 3, "next door");
        Assert.Equal(3, attempts);
        Assert.All(client.Answers, static answer => Assert.IsType<Done>(answer.Reply));
        Assert.Equal(["r1"], loaded.Select(static room => room.Value));
    }

    [Fact]
    public void A_node_that_leaves_hands_its_rooms_over_and_its_clients_miss_a_fifth_of_a_second_at_most()
    {
        var cluster = Start(3, 1);
        var client = Walker(cluster, out var longest);
        var owner = cluster.OwnerOf("r0")!;
        var left = cluster.Sim[owner].LeaveAsync();
        cluster.Until(() => left.IsCompleted, 10, "left");
        Assert.NotEqual(owner, cluster.OwnerOf("r0"));
        Assert.DoesNotContain(Table(cluster).Shards, static shard => shard.Node is null);
        cluster.Advance(1);
        Assert.InRange(longest(), 0.05, 0.25);
        Assert.DoesNotContain(client.Events, static happened => happened is PlayerEntered or PlayerLeft);
    }

    [Fact]
    public void A_node_that_is_added_gets_its_share_and_clients_miss_a_fifth_of_a_second_at_most()
    {
        var cluster = Start(1, 1);
        Walker(cluster, out var longest);
        cluster.StartWorldNode("w2");
        cluster.StartWorldNode("w3");
        cluster.Until(() => Placement.Assign(Table(cluster).Live).SequenceEqual(Table(cluster).Shards.Select(static shard => shard.Node)), 10, "balanced");
        cluster.Advance(1);
        Assert.InRange(longest(), 0.05, 0.25);
    }

    [Fact]
    public void A_node_that_stood_still_for_three_leases_commits_nothing_more_and_joins_again()
    {
        var cluster = Start(2, 1);
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Frame is not null, 5, "in");
        var owner = cluster.OwnerOf("r0")!;
        var before = Table(cluster).Live.Single(member => member.Name == owner).Incarnation;
        cluster.Sim[owner].Pause();
        client.Ask(new Take("lamp"));
        cluster.Until(() => client.Unanswered.Count == 0, 9, "served by the other");
        cluster.Advance(9 - 4);
        var committed = 0;
        cluster.Sim[owner].Store.Committing = batch => committed += batch.Count(static one => one.Changes.Count > 0);
        var epochs = Table(cluster).Shards.Select(static shard => shard.Epoch).ToArray();
        cluster.Store.Committed = one => Assert.True(one.Epoch >= epochs[one.Shard]);
        cluster.Sim[owner].Resume();
        cluster.Until(() => Table(cluster).Live.Any(member => member.Name == owner && member.Incarnation > before), 5, "back");
        cluster.Until(() => Placement.Assign(Table(cluster).Live).SequenceEqual(Table(cluster).Shards.Select(static shard => shard.Node)), 10, "balanced");
        client.Ask(new Drop("lamp"));
        cluster.Until(() => client.Unanswered.Count == 0, 5, "answered");
        Assert.All(client.Answers, static answer => Assert.IsType<Done>(answer.Reply));
    }

    [Fact]
    public void While_the_database_is_away_movement_goes_on_until_the_lease_ends_and_all_comes_back_by_itself()
    {
        var cluster = Start(2, 1);
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Frame is not null, 5, "in");
        foreach (var node in cluster.Sim.Nodes)
            node.Store.IsReachable = false;
        client.Input(new Move(new Vector(0, 1), 1));
        client.Ask(new Take("lamp"));
        var seen = client.FramesSeen;
        cluster.Advance(1.5);
        Assert.InRange(client.FramesSeen - seen, 20, 31);
        Assert.Single(client.Unanswered);
        cluster.Advance(10);
        foreach (var node in cluster.Sim.Nodes)
            node.Store.IsReachable = true;
        cluster.Until(() => client.Unanswered.Count == 0, 10, "answered");
        Assert.IsType<Done>(client.Answers[^1].Reply);
    }

    [Fact]
    public void A_database_that_is_back_before_a_lease_has_ended_has_ended_none_whenever_it_was_away()
    {
        var cluster = Start(2, 1);
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Frame is not null, 5, "in");
        var before = Incarnations();
        client.Input(new Move(new Vector(0, 1), 1));
        for (var when = 0; when < 10; when++)
        {
            var seen = client.FramesSeen;
            foreach (var node in cluster.Sim.Nodes)
                node.Store.IsReachable = false;
            client.Input(new Move(new Vector(0, when % 2 == 0 ? -1 : 1), when + 2));
            // With the second since the last renewal, at most 0.3 s less than the 2.7 that a node counts on.
            cluster.Advance(1.4);
            foreach (var node in cluster.Sim.Nodes)
                node.Store.IsReachable = true;
            cluster.Advance(0.7);
            Assert.InRange(client.FramesSeen - seen, 38, 43);
        }
        Assert.Equal(before, Incarnations());

        string[] Incarnations() => [.. Table(cluster).Live.Select(static member => $"{member.Name} {member.Incarnation}")];
    }

    [Fact]
    public void A_client_whose_gateway_dies_goes_on_at_another_with_its_player_and_its_commands()
    {
        var cluster = Start(2, 2);
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Frame is not null, 5, "in");
        client.Ask(new Take("lamp"));
        cluster.Until(() => client.Unanswered.Count == 0, 5, "taken");
        var player = client.Player;
        client.Input(new Move(new Vector(0, 1), 1));
        cluster.Advance(1);
        cluster.Sim["g1"].Kill();
        client.Disconnect(tellGateway: false);
        client.Ask(new Drop("lamp"));
        client.Connect(cluster.Gateways["g2"]);
        cluster.Until(() => client.Unanswered.Count == 0, 5, "dropped");
        Assert.IsType<Done>(client.Answers[^1].Reply);
        Assert.Equal(player, client.Player);
    }

    [Fact]
    public void A_body_whose_gateway_has_died_leaves_when_nobody_comes_for_it()
    {
        var cluster = Start(1, 2);
        var ghost = cluster.Connect("g1");
        var witness = cluster.Connect("g2");
        cluster.Until(() => witness.Frame?.Players.Length == 2, 5, "both in");
        cluster.Sim["g1"].Kill();
        cluster.Until(() => witness.Frame?.Players.Length == 1, 30, "the ghost has gone");
        Assert.Equal(1, cluster.Gateways["g2"].Presence.Count);
        Assert.True(ghost.Player.Value > 0);
    }

    private static TestCluster Start(int worldNodes, int gateways, int answerSeconds = 5)
    {
        var cluster = new TestCluster(World, answerSeconds: answerSeconds);
        for (var i = 1; i <= worldNodes; i++)
            cluster.StartWorldNode($"w{i}");
        for (var i = 1; i <= gateways; i++)
            cluster.StartGateway($"g{i}");
        cluster.Until(
            () => Table(cluster) is var table && table.Live.Count == worldNodes + gateways
                && Placement.Assign(table.Live).SequenceEqual(table.Shards.Select(static shard => shard.Node)),
            10,
            "every shard has its owner");
        cluster.Advance(1);
        return cluster;
    }

    /// <summary>A client that walks to and fro, so that every tick has a frame; and the longest time between two of them.</summary>
    private static SimulatedClient Walker(TestCluster cluster, out Func<double> longestGapSeconds)
    {
        var client = cluster.Connect("g1");
        cluster.Until(() => client.Frame is not null, 5, "in");
        var (last, longest) = (cluster.Sim.Loop.Elapsed, TimeSpan.Zero);
        client.Input(new Move(new Vector(0, 0.05), 1));
        cluster.Advance(0.2);
        client.Events.Clear();
        client.FrameShown = (_, _) =>
        {
            var now = cluster.Sim.Loop.Elapsed;
            (longest, last) = (now - last > longest ? now - last : longest, now);
        };
        longestGapSeconds = () => longest.TotalSeconds;
        return client;
    }

    private static PlayerView Of(SimulatedClient viewer, SimulatedClient seen) => viewer.Frame!.Players.Single(player => player.Id == seen.Player);

    private static string? PlaceOf(TestCluster cluster, SimulatedClient client) =>
        cluster.Store.LoadPlayerAsync(client.Player, CancellationToken.None).GetAwaiter().GetResult()?.Record.Room.Value;

    private static ClusterTable Table(TestCluster cluster) => cluster.Store.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
}
