using Actors.Clustering;
using Actors.Storage;

namespace Actors.Tests.Clustering;

public sealed class BootstrapDecisionTests
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_node_of_a_new_world_tries_to_form_at_once() =>
        Assert.IsType<BootstrapDecision.TryForm>(Decide([Row("a", isMember: false), Row("b", isMember: false)], []));

    [Fact]
    public void Live_members_are_joined_in_name_order() =>
        Assert.Equal(["b:1", "c:1"], Joined(Decide([Row("c"), Row("a", isMember: false), Row("b")], [])));

    [Fact]
    public void A_node_never_joins_itself() =>
        Assert.IsType<BootstrapDecision.TryForm>(Decide([Row("a")], []));

    [Fact]
    public void A_cluster_is_formed_only_once_silent_members_would_have_expired()
    {
        Assert.Equal(["b:1"], Joined(Decide([Row("a", isMember: false)], [Row("b")], TimeSpan.Zero)));
        Assert.Equal(["b:1"], Joined(Decide([Row("a", isMember: false)], [Row("b")], Live - TimeSpan.FromMilliseconds(1))));
        Assert.IsType<BootstrapDecision.TryForm>(Decide([Row("a", isMember: false)], [Row("b")], Live));
    }

    [Fact]
    public void Live_members_come_before_silent_ones() =>
        Assert.Equal(["c:1"], Joined(Decide([Row("c")], [Row("b")])));

    [Fact]
    public void A_silent_row_of_a_non_member_delays_nothing() =>
        Assert.IsType<BootstrapDecision.TryForm>(Decide([], [Row("b", isMember: false)]));

    [Fact]
    public void Exactly_one_of_two_clusters_yields()
    {
        var rows = new[] { Row("a"), Row("b"), Row("c"), Row("d"), Row("e", isMember: false) };
        foreach (var first in new[] { new[] { "a:1" }, ["a:1", "b:1"], ["a:1", "d:1"], ["b:1", "c:1", "d:1"], ["d:1"], ["c:1", "d:1"] })
        {
            var second = rows.Where(static row => row.IsMember).Select(static row => row.Address).Except(first).ToHashSet();
            Assert.NotEqual(SecondCluster.MustYield(rows, first.ToHashSet()), SecondCluster.MustYield(rows, second));
        }
    }

    [Fact]
    public void The_smaller_cluster_yields_and_a_tie_is_won_by_the_first_name()
    {
        var rows = new[] { Row("a"), Row("b"), Row("c") };
        Assert.True(SecondCluster.MustYield(rows, new HashSet<string> { "a:1" }));
        Assert.False(SecondCluster.MustYield(rows, new HashSet<string> { "b:1", "c:1" }));
        Assert.True(SecondCluster.MustYield(rows[..2], new HashSet<string> { "b:1" }));
        Assert.False(SecondCluster.MustYield(rows[..2], new HashSet<string> { "a:1" }));
    }

    [Fact]
    public void A_cluster_does_not_yield_to_nodes_about_to_join_it() =>
        Assert.False(SecondCluster.MustYield([Row("a", isMember: false), Row("b", isMember: false), Row("c")], new HashSet<string> { "c:1" }));

    private static BootstrapDecision Decide(NodeRow[] live, NodeRow[] silent, TimeSpan watched = default) =>
        BootstrapDecision.Of(new NodeTable(true, live, silent), "a:1", watched, Live);

    private static IReadOnlyList<string> Joined(BootstrapDecision decision) => Assert.IsType<BootstrapDecision.Join>(decision).Addresses;

    private static NodeRow Row(string name, bool isMember = true) =>
        new(name, "run", 1, $"{name}:1", ClusterConfig.WorldRole, isMember, false, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
