using Actors.Storage;

namespace Actors.Tests.Storage;

/// <summary>What nodes that share a store agree on through it.</summary>
public abstract partial class WorldStoreCompliance
{
    private static readonly TimeSpan Live = TimeSpan.FromMinutes(5);

    private INodeRegistry Nodes => (INodeRegistry)Store;

    private ILeaseStore Leases => (ILeaseStore)Store;

    /// <summary>Moves the database's clock forward, or back.</summary>
    protected abstract Task MoveClockAsync(TimeSpan by);

    [Fact]
    public async Task A_name_is_one_live_runs_and_each_run_has_an_incarnation_of_its_own()
    {
        var first = await RegisterAsync("a");
        var refused = await Nodes.RegisterAsync("a", "other", "world", "", Live, default);
        Assert.Null(refused.Registered);
        Assert.Equal(first, refused.RefusedBy);
        var other = await RegisterAsync("b");
        Assert.NotEqual(first.Incarnation, other.Incarnation);
        await Nodes.RemoveAsync("a", "run of a", default);
        Assert.True((await RegisterAsync("a", "other")).Incarnation > other.Incarnation);
    }

    [Fact]
    public async Task A_run_that_registers_again_is_answered_the_same()
    {
        var first = await RegisterAsync("a");
        await Nodes.SetDrainingAsync("a", true, default);
        var again = await RegisterAsync("a");
        Assert.Equal((first.Incarnation, first.Since, true), (again.Incarnation, again.Since, again.Draining));
    }

    [Fact]
    public async Task The_name_of_a_node_that_is_not_seen_any_more_is_free()
    {
        var first = await RegisterAsync("a");
        await MoveClockAsync(Live);
        var next = await RegisterAsync("a", "other");
        Assert.True(next.Incarnation > first.Incarnation);
        Assert.False((await BeatAsync("a")).Known);
        Assert.True((await BeatAsync("a", "other")).Known);
    }

    [Fact]
    public async Task A_beat_says_where_a_node_is_and_answers_who_lives_by_name()
    {
        await RegisterAsync("b");
        await RegisterAsync("a");
        await Nodes.BeatAsync("b", "run of b", "host:2", true, Live, default);
        var table = await Nodes.BeatAsync("a", "run of a", "host:1", false, Live, default);
        Assert.True(table.Known);
        Assert.Equal([("a", "host:1", false, "world"), ("b", "host:2", true, "world")], table.Live.Select(static node => (node.Name, node.Address, node.IsMember, node.Role)));
        Assert.All(table.Live, static node => Assert.True(node.Seen >= node.Since && node.Since > DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task A_node_that_beats_lives_on_and_one_that_does_not_is_left_out()
    {
        await RegisterAsync("a");
        await RegisterAsync("b");
        await MoveClockAsync(Live / 2);
        await BeatAsync("a");
        await MoveClockAsync(Live / 2);
        Assert.Equal("a", Assert.Single((await BeatAsync("a")).Live).Name);
    }

    [Fact]
    public async Task Nodes_that_nobody_saw_while_the_database_was_away_are_taken_back()
    {
        var before = await RegisterAsync("a");
        await RegisterAsync("b");
        await MoveClockAsync(Live * 3);
        Assert.True((await BeatAsync("a")).Known);
        var table = await BeatAsync("b");
        Assert.True(table.Known);
        Assert.Equal([before.Incarnation, before.Incarnation + 1], table.Live.Select(static node => node.Incarnation));
    }

    [Fact]
    public async Task A_node_that_was_removed_is_not_known_any_more()
    {
        await RegisterAsync("a");
        await Nodes.RemoveAsync("a", "another run", default);
        Assert.True((await BeatAsync("a")).Known);
        await Nodes.RemoveAsync("a", "run of a", default);
        var table = await BeatAsync("a");
        Assert.False(table.Known);
        Assert.Empty(table.Live);
    }

    [Fact]
    public async Task Draining_is_a_nodes_until_its_process_ends()
    {
        await RegisterAsync("a");
        Assert.True(await Nodes.SetDrainingAsync("a", true, default));
        Assert.True(Assert.Single((await BeatAsync("a")).Live).Draining);
        Assert.True(await Nodes.SetDrainingAsync("a", false, default));
        Assert.False(Assert.Single((await BeatAsync("a")).Live).Draining);
        await Nodes.SetDrainingAsync("a", true, default);
        await MoveClockAsync(Live);
        Assert.False((await RegisterAsync("a", "other")).Draining);
        Assert.False(await Nodes.SetDrainingAsync("nobody", true, default));
    }

    [Fact]
    public async Task A_server_that_is_alone_and_nodes_of_a_cluster_exclude_each_other()
    {
        var node = await RegisterAsync("a");
        Assert.Equal(node, (await Nodes.RegisterAsync("server", "s", NodeRow.Alone, "", Live, default)).RefusedBy);
        await Nodes.RemoveAsync("a", "run of a", default);
        var alone = (await Nodes.RegisterAsync("server", "s", NodeRow.Alone, "", Live, default)).Registered;
        Assert.NotNull(alone);
        Assert.Equal(alone, (await Nodes.RegisterAsync("a", "run of a", "world", "", Live, default)).RefusedBy);
        Assert.Equal(alone, (await Nodes.RegisterAsync("another server", "t", NodeRow.Alone, "", Live, default)).RefusedBy);
        Assert.NotNull((await Nodes.RegisterAsync("server", "s", NodeRow.Alone, "", Live, default)).Registered);
    }

    [Fact]
    public async Task A_node_that_was_away_is_not_taken_back_beside_who_excludes_it()
    {
        await RegisterAsync("a");
        await MoveClockAsync(Live);
        Assert.NotNull((await Nodes.RegisterAsync("server", "s", NodeRow.Alone, "", Live, default)).Registered);
        var table = await BeatAsync("a");
        Assert.False(table.Known);
        Assert.Equal("server", Assert.Single(table.Live).Name);
    }

    [Fact]
    public async Task Of_a_server_that_is_alone_and_a_node_that_register_at_once_one_is_let_in()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        for (var i = 0; i < 10; i++)
        {
            var outcomes = await Task.WhenAll(
                Task.Run(() => Nodes.RegisterAsync("server", "s", NodeRow.Alone, "", Live, default)),
                Task.Run(() => ((INodeRegistry)other).RegisterAsync("a", "a", "world", "", Live, default)));
            Assert.Single(outcomes, static outcome => outcome.Registered is not null);
            await Nodes.RemoveAsync("server", "s", default);
            await Nodes.RemoveAsync("a", "a", default);
        }
    }

    [Fact]
    public async Task One_of_all_nodes_that_start_at_once_forms_the_cluster_and_asked_again_does_so_again()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        string[] names = ["a", "b", "c", "d", "e", "f"];
        await Task.WhenAll(names.Select(name => RegisterAsync(name)));
        var rights = await Task.WhenAll(names.Select((name, i) => Task.Run(() => (i % 2 == 0 ? Nodes : (INodeRegistry)other).TryFormAsync(name, $"run of {name}", Live, default))));
        Assert.Single(rights, static right => right);
        foreach (var (name, right) in names.Zip(rights))
            Assert.Equal(right, await Nodes.TryFormAsync(name, $"run of {name}", Live, default));
    }

    [Fact]
    public async Task Nobody_forms_a_cluster_while_a_member_lives()
    {
        await RegisterAsync("a");
        await RegisterAsync("b");
        await Nodes.BeatAsync("a", "run of a", "host:1", true, Live, default);
        Assert.False(await Nodes.TryFormAsync("b", "run of b", Live, default));
        Assert.False(await Nodes.TryFormAsync("a", "run of a", Live, default));
        await Nodes.BeatAsync("a", "run of a", "host:1", false, Live, default);
        Assert.True(await Nodes.TryFormAsync("b", "run of b", Live, default));
    }

    [Fact]
    public async Task The_right_to_form_the_cluster_outlives_its_node_for_its_time()
    {
        await RegisterAsync("a");
        Assert.True(await Nodes.TryFormAsync("a", "run of a", Live, default));
        await Nodes.RemoveAsync("a", "run of a", default);
        await MoveClockAsync(Live / 2);
        await RegisterAsync("b");
        Assert.False(await Nodes.TryFormAsync("b", "run of b", Live, default));
        await MoveClockAsync(Live / 2);
        await BeatAsync("b");
        Assert.True(await Nodes.TryFormAsync("b", "run of b", Live, default));
    }

    [Fact]
    public async Task Who_is_not_registered_or_not_seen_any_more_forms_nothing()
    {
        Assert.False(await Nodes.TryFormAsync("a", "run of a", Live, default));
        await RegisterAsync("a");
        Assert.False(await Nodes.TryFormAsync("a", "another run", Live, default));
        await MoveClockAsync(Live);
        Assert.False(await Nodes.TryFormAsync("a", "run of a", Live, default));
    }

    [Fact]
    public async Task A_lease_is_one_owners_until_it_ends_or_is_released()
    {
        Assert.True(await Leases.AcquireAsync("majority", "a", Live, default));
        Assert.False(await Leases.AcquireAsync("majority", "b", Live, default));
        Assert.True(await Leases.AcquireAsync("another", "b", Live, default));
        await MoveClockAsync(Live / 2);
        Assert.True(await Leases.AcquireAsync("majority", "a", Live, default));
        await MoveClockAsync(Live / 2);
        Assert.False(await Leases.AcquireAsync("majority", "b", Live, default));
        await MoveClockAsync(Live / 2);
        Assert.True(await Leases.AcquireAsync("majority", "b", Live, default));
        await Leases.ReleaseAsync("majority", "a", default);
        Assert.False(await Leases.AcquireAsync("majority", "a", Live, default));
        await Leases.ReleaseAsync("majority", "b", default);
        Assert.True(await Leases.AcquireAsync("majority", "a", Live, default));
    }

    [Fact]
    public async Task A_lease_is_judged_by_the_time_that_its_owner_asked_for()
    {
        await Leases.AcquireAsync("majority", "a", Live, default);
        Assert.False(await Leases.AcquireAsync("majority", "b", TimeSpan.FromMilliseconds(1), default));
    }

    [Fact]
    public async Task One_of_many_that_want_a_lease_at_once_has_it()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        var acquired = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? Leases : (ILeaseStore)other).AcquireAsync("majority", $"{i}", Live, default))));
        Assert.Single(acquired, static one => one);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_locks_nobody_out()
    {
        await RegisterAsync("a");
        await Nodes.BeatAsync("a", "run of a", "host:1", true, Live, default);
        await Leases.AcquireAsync("majority", "a", Live, default);
        await MoveClockAsync(-Live * 100);
        await RegisterAsync("a", "other");
        await RegisterAsync("b");
        Assert.True(await Nodes.TryFormAsync("b", "run of b", Live, default));
        Assert.True(await Leases.AcquireAsync("majority", "b", Live, default));
        Assert.False(await Leases.AcquireAsync("majority", "a", Live, default));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-24 * 365)]
    [InlineData(24 * 365)]
    public async Task The_next_nodes_form_a_cluster_after_all_were_killed_and_the_clock_moved(int hours)
    {
        await RegisterAsync("a");
        await Nodes.BeatAsync("a", "run of a", "host:1", true, Live, default);
        Assert.True(await Leases.AcquireAsync("majority", "a", Live, default));
        await MoveClockAsync(TimeSpan.FromHours(hours));
        await RegisterAsync("a", "next");
        await Nodes.RemoveAsync("a", "next", default);
        Assert.NotNull((await Nodes.RegisterAsync("server", "s", NodeRow.Alone, "", Live, default)).Registered);
        await Nodes.RemoveAsync("server", "s", default);
        await RegisterAsync("b");
        Assert.True(await Nodes.TryFormAsync("b", "run of b", Live, default));
        Assert.True(await Leases.AcquireAsync("majority", "b", Live, default));
    }

    [Fact]
    public async Task Rows_that_a_clock_far_ahead_has_written_do_not_stay_for_ever()
    {
        await RegisterAsync("a");
        await MoveClockAsync(TimeSpan.FromDays(-365));
        await RegisterAsync("b");
        Assert.Empty((await BeatAsync("b")).Silent);
    }

    [Fact]
    public async Task A_node_beats_on_when_the_clock_is_set_back()
    {
        await RegisterAsync("a");
        await MoveClockAsync(-Live * 100);
        Assert.True((await BeatAsync("a")).Known);
        Assert.Single((await BeatAsync("a")).Live);
    }

    [Fact]
    public async Task A_small_correction_of_the_clock_makes_nobody_dead()
    {
        await RegisterAsync("a");
        await RegisterAsync("b");
        await MoveClockAsync(-Live);
        Assert.Equal(2, (await BeatAsync("a")).Live.Count);
    }

    private async Task<NodeRow> RegisterAsync(string name, string? run = null)
    {
        var outcome = await Nodes.RegisterAsync(name, run ?? $"run of {name}", "world", "", Live, default);
        return outcome.Registered ?? throw new InvalidOperationException($"{name} was refused because of {outcome.RefusedBy}.");
    }

    private Task<NodeTable> BeatAsync(string name, string? run = null) => Nodes.BeatAsync(name, run ?? $"run of {name}", "host:1", false, Live, default);
}
