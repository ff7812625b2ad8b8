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
    public async Task A_node_name_has_one_live_run_and_each_run_its_own_incarnation()
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
    public async Task A_run_that_registers_again_gets_the_same_row()
    {
        var first = await RegisterAsync("a");
        await Nodes.SetDrainingAsync("a", true, default);
        var again = await RegisterAsync("a");
        Assert.Equal((first.Incarnation, first.Since, true), (again.Incarnation, again.Since, again.Draining));
    }

    [Fact]
    public async Task The_name_of_an_expired_node_is_free()
    {
        var first = await RegisterAsync("a");
        await MoveClockAsync(Live);
        var next = await RegisterAsync("a", "other");
        Assert.True(next.Incarnation > first.Incarnation);
        Assert.False((await BeatAsync("a")).Known);
        Assert.True((await BeatAsync("a", "other")).Known);
    }

    [Fact]
    public async Task A_beat_publishes_the_nodes_address_and_returns_live_nodes_by_name()
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
    public async Task A_node_that_beats_stays_live_and_a_silent_one_is_left_out()
    {
        await RegisterAsync("a");
        await RegisterAsync("b");
        await MoveClockAsync(Live / 2);
        await BeatAsync("a");
        await MoveClockAsync(Live / 2);
        Assert.Equal("a", Assert.Single((await BeatAsync("a")).Live).Name);
    }

    [Fact]
    public async Task Nodes_that_expired_during_a_database_outage_are_taken_back()
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
    public async Task A_removed_node_is_unknown()
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
    public async Task Draining_lasts_until_the_nodes_run_ends()
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
    public async Task A_standalone_server_and_cluster_nodes_exclude_each_other()
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
    public async Task An_expired_node_is_not_taken_back_beside_a_standalone_server()
    {
        await RegisterAsync("a");
        await MoveClockAsync(Live);
        Assert.NotNull((await Nodes.RegisterAsync("server", "s", NodeRow.Alone, "", Live, default)).Registered);
        var table = await BeatAsync("a");
        Assert.False(table.Known);
        Assert.Equal("server", Assert.Single(table.Live).Name);
    }

    [Fact]
    public async Task A_standalone_server_or_a_concurrent_node_registers_but_not_both()
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
    public async Task Exactly_one_of_concurrent_nodes_forms_the_cluster_and_a_repeat_agrees()
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
    public async Task The_right_to_form_a_cluster_outlives_its_node_until_it_expires()
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
    public async Task An_unregistered_or_expired_node_cannot_form_a_cluster()
    {
        Assert.False(await Nodes.TryFormAsync("a", "run of a", Live, default));
        await RegisterAsync("a");
        Assert.False(await Nodes.TryFormAsync("a", "another run", Live, default));
        await MoveClockAsync(Live);
        Assert.False(await Nodes.TryFormAsync("a", "run of a", Live, default));
    }

    [Fact]
    public async Task A_lease_has_one_owner_until_it_expires_or_is_released()
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
    public async Task A_lease_lasts_as_long_as_its_owner_requested()
    {
        await Leases.AcquireAsync("majority", "a", Live, default);
        Assert.False(await Leases.AcquireAsync("majority", "b", TimeSpan.FromMilliseconds(1), default));
    }

    [Fact]
    public async Task One_of_many_concurrent_callers_acquires_a_lease()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        var acquired = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? Leases : (ILeaseStore)other).AcquireAsync("majority", $"{i}", Live, default))));
        Assert.Single(acquired, static one => one);
    }

    [Fact]
    public async Task A_clock_set_back_locks_no_node_out()
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
    public async Task Rows_written_by_a_clock_far_ahead_are_removed()
    {
        await RegisterAsync("a");
        await MoveClockAsync(TimeSpan.FromDays(-365));
        await RegisterAsync("b");
        Assert.Empty((await BeatAsync("b")).Silent);
    }

    [Fact]
    public async Task A_node_stays_live_when_the_clock_is_set_back()
    {
        await RegisterAsync("a");
        await MoveClockAsync(-Live * 100);
        Assert.True((await BeatAsync("a")).Known);
        Assert.Single((await BeatAsync("a")).Live);
    }

    [Fact]
    public async Task A_small_clock_correction_expires_no_node()
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
