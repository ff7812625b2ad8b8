using Actors.Clustering;
using Actors.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Clustering;

public sealed class NodeRegistrationTests
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(3);
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNodeRegistry _registry;

    public NodeRegistrationTests() => _registry = new MemoryNodeRegistry(_time);

    [Fact]
    public async Task A_name_held_by_a_live_process_is_refused()
    {
        await RegisterAsync("world-1", "first");
        var refused = await Assert.ThrowsAsync<NodeRefusedException>(
            () => RegisterAsync("world-1", "second", beat: () => _ = _registry.BeatAsync("world-1", "first", "", false, Live, default)));
        Assert.StartsWith("Another process has been the node \"world-1\" on this database since", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registration_waits_for_a_crashed_nodes_row_to_expire()
    {
        await RegisterAsync("world-1", "first");
        await RegisterAsync("world-1", "second");
        Assert.Equal("second", Assert.Single(_registry.Rows).Run);
    }

    [Fact]
    public async Task A_process_registers_again_for_its_next_ActorSystem()
    {
        await RegisterAsync("world-1", "first");
        await RegisterAsync("world-1", "first");
    }

    [Theory]
    [InlineData(NodeRow.Alone, ClusterConfig.WorldRole, "Another server (host h, process 7) has used this database alone since 2026-03-04 05:06:07 UTC. Stop it first")]
    [InlineData(NodeRow.Alone, NodeRow.Alone, "Another server (host h, process 7) has used this database alone since 2026-03-04 05:06:07 UTC. Stop it first")]
    [InlineData(ClusterConfig.WorldRole, NodeRow.Alone,
        "The database is used by a cluster; its node \"first\" (host h, process 7) has been there since 2026-03-04 05:06:07 UTC. Stop the cluster first")]
    public async Task A_refusal_names_the_holder_its_start_time_and_what_to_stop(string has, string comes, string sentence)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        var registry = new MemoryNodeRegistry(time);
        await registry.RegisterAsync("first", "1", has, "", Live, default);
        await registry.BeatAsync("first", "1", "host h, process 7", false, Live, default);
        var refused = await OnlyTheClockMoves(() => NodeRegistration.RegisterAsync(registry, new NodeIdentity("second", "2", comes), Live, time, default), () =>
        {
            time.Advance(Live / 3);
            _ = registry.BeatAsync("first", "1", "host h, process 7", false, Live, default);
        });
        Assert.StartsWith(sentence, (await Assert.ThrowsAsync<NodeRefusedException>(() => refused)).Message, StringComparison.Ordinal);
        Assert.True(time.GetUtcNow() - new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero) <= Live * 2, "One that beats is not waited for.");
    }

    [Fact]
    public async Task A_node_with_other_modules_is_refused_naming_both()
    {
        var time = new FakeTimeProvider();
        var registry = new MemoryNodeRegistry(time);
        await registry.RegisterAsync("world-1", "1", ClusterConfig.WorldRole, "standard 1, grove 2", Live, default);
        var newcomer = new NodeIdentity("world-2", "2", ClusterConfig.WorldRole) { Rules = "standard 1, caravan 1" };
        var refused = await OnlyTheClockMoves(() => NodeRegistration.RegisterAsync(registry, newcomer, Live, time, default), () =>
        {
            time.Advance(Live / 3);
            _ = registry.BeatAsync("world-1", "1", "host:1", true, Live, default);
        });
        Assert.StartsWith(
            "The node \"world-1\" (host:1) of this cluster runs its rooms by the rules standard 1, grove 2, and this one would by standard 1, caravan 1: nodes of one cluster have the same modules",
            (await Assert.ThrowsAsync<NodeRefusedException>(() => refused)).Message,
            StringComparison.Ordinal);
        await NodeRegistration.RegisterAsync(registry, newcomer with { Rules = "standard 1, grove 3" }, Live, time, default);
        await NodeRegistration.RegisterAsync(registry, new NodeIdentity("gateway-1", "3", ClusterConfig.GatewayRole), Live, time, default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(3600)]
    [InlineData(3600 * 24 * 365)]
    public async Task A_killed_servers_row_expires_however_far_the_clock_is_set_back(int seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var live = TimeSpan.FromSeconds(3);
        var shift = TimeSpan.Zero;
        var registry = new MemoryNodeRegistry(new ShiftedTime(time, () => shift));
        await registry.RegisterAsync("local", "killed", NodeRow.Alone, "", live, default);
        shift = TimeSpan.FromSeconds(-seconds);
        await await OnlyTheClockMoves(
            () => NodeRegistration.RegisterAsync(registry, new NodeIdentity("local", "next", NodeRow.Alone), live, time, default),
            () => time.Advance(TimeSpan.FromMilliseconds(250)));
        Assert.Equal("next", Assert.Single(registry.Rows).Run);
    }

    /// <summary>Runs on a thread without a synchronization context, where continuations that wait for the clock run within the call that advances it.</summary>
    private static Task<Task> OnlyTheClockMoves(Func<Task> begin, Action move) => Task.Run(() =>
    {
        var task = begin();
        while (!task.IsCompleted)
            move();
        return Task.FromResult(task);
    });

    private async Task RegisterAsync(string name, string run, Action? beat = null) => await await OnlyTheClockMoves(
        () => NodeRegistration.RegisterAsync(_registry, new NodeIdentity(name, run, ClusterConfig.WorldRole), Live, _time, default),
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            beat?.Invoke();
        });

    /// <summary>The database's clock, which differs from the process's.</summary>
    private sealed class ShiftedTime(TimeProvider time, Func<TimeSpan> by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by();
    }
}
