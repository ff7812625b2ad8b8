using Actors.Cluster.Tests.Kit;
using Actors.TestKit;
using Actors.World;

namespace Actors.Cluster.Tests;

/// <summary>What an operator sees of a cluster, and draining.</summary>
public sealed class InspectionTests
{
    private readonly TestCluster _cluster = new(TestCluster.Ring(8));

    [Fact]
    public void A_gateway_is_told_by_every_node_how_its_rooms_are()
    {
        Start();
        var clients = new[] { _cluster.Connect("g1", "r0"), _cluster.Connect("g1", "r0"), _cluster.Connect("g1", "r3") };
        _cluster.Until(() => clients.All(static client => client.Frame is not null), 5, "in");
        clients[0].Input(new Move(new Vector(0, 1), 1));
        _cluster.Advance(1);
        var reports = Survey(_cluster.Sim["g1"]);
        Assert.Equal(["w1", "w2"], reports.Select(static report => report.Node));
        Assert.Equal(3, reports.Sum(static report => report.Players));
        foreach (var (room, players) in (ReadOnlySpan<(string, int)>)[("r0", 2), ("r3", 1)])
        {
            var owner = reports.Single(report => report.Node == _cluster.OwnerOf(room));
            var report = owner.Rooms.Single(one => one.Room.Value == room);
            Assert.Equal(players, report.Players);
            Assert.Equal(1, report.Watchers);
            Assert.Equal(Table().Shards[Storage.Shards.Of(report.Room)].Epoch, report.Epoch);
            Assert.Equal((0, 0, false), (report.Away, report.Restarts, report.IsQuarantined));
        }
        // The other way round, and a node that hosts rooms counts its own.
        Assert.Equal(reports.Select(static report => report.Players), Survey(_cluster.Sim["w2"]).Select(static report => report.Players));
    }

    [Fact]
    public async Task A_node_that_stands_still_is_left_out_after_a_second_and_who_asks_meanwhile_shares_the_answer()
    {
        Start();
        _cluster.Sim["w1"].Pause();
        var first = _cluster.Sim["g1"].Engine.SurveyAsync();
        var second = _cluster.Sim["g1"].Engine.SurveyAsync();
        Assert.Same(first, second);
        _cluster.Advance(0.9);
        Assert.False(first.IsCompleted);
        _cluster.Advance(0.2);
        Assert.Equal(["w2"], (await first).Select(static report => report.Node));
        // An answer that comes too late is for nobody.
        _cluster.Sim["w1"].Resume();
        Assert.Equal(["w1", "w2"], Survey(_cluster.Sim["g1"]).Select(static report => report.Node));
    }

    [Fact]
    public void A_drained_node_gives_up_its_shards_while_play_goes_on_and_takes_them_again_afterwards()
    {
        Start();
        var client = _cluster.Connect("g1");
        _cluster.Until(() => client.Frame is not null, 5, "in");
        var before = Table().Shards.Select(static shard => shard.Node).ToArray();
        var owner = _cluster.OwnerOf("r0")!;
        Assert.True(Drain(owner, true));
        _cluster.Until(() => Table().Shards.All(shard => shard.Node is not null && shard.Node != owner), 10, "drained");
        client.Ask(new Take("lamp"));
        _cluster.Until(() => client.Unanswered.Count == 0, 5, "answered");
        Assert.IsType<Done>(client.Answers[^1].Reply);
        Assert.True(Drain(owner, false));
        _cluster.Until(() => Table().Shards.Select(static shard => shard.Node).SequenceEqual(before), 10, "as before");
        Assert.False(Drain("nobody", true));
    }

    private void Start()
    {
        _cluster.StartWorldNode("w1");
        _cluster.StartWorldNode("w2");
        _cluster.StartGateway("g1");
        _cluster.Until(() => Table().Shards.All(static shard => shard.Node is not null) && Table().Shards.Select(static shard => shard.Node).Distinct().Count() == 2, 10, "balanced");
        // Until all know it.
        _cluster.Advance(1);
    }

    /// <summary>Without the test's own context, to which the rest of the call would go: it belongs to the simulation's thread.</summary>
    private bool Drain(string node, bool draining)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var asked = _cluster.Sim["g1"].Engine.SetDrainingAsync(node, draining, CancellationToken.None);
            _cluster.Until(() => asked.IsCompleted, 1, "the database has answered");
            return asked.Result;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private IReadOnlyList<NodeReport> Survey(SimulatedClusterNode node)
    {
        var survey = node.Engine.SurveyAsync();
        _cluster.Until(() => survey.IsCompleted, 1, "all have answered");
        return survey.Result;
    }

    private Storage.ClusterTable Table() => _cluster.Store.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
}
