using Actors.Clustering;
using Actors.Storage;

namespace Actors.Tests.Clustering;

public sealed class NodeRegistrationTests
{
    private static readonly TimeSpan Live = TimeSpan.FromMilliseconds(300);
    private readonly MemoryNodeRegistry _registry = new(TimeProvider.System);

    [Fact]
    public async Task A_name_that_another_live_process_has_is_refused_with_a_sentence()
    {
        using var stop = new CancellationTokenSource();
        await RegisterAsync("world-1", "first");
        var beating = BeatAsync(stop.Token);
        var refused = await Assert.ThrowsAsync<NodeRefusedException>(() => RegisterAsync("world-1", "second"));
        Assert.StartsWith("Another process is the node \"world-1\"", refused.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await beating;

        async Task BeatAsync(CancellationToken cancellation)
        {
            while (!cancellation.IsCancellationRequested)
            {
                await _registry.BeatAsync("world-1", "first", "", false, Live, default);
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task The_name_of_a_process_that_crashed_a_moment_ago_is_waited_for()
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

    [Fact]
    public async Task A_server_without_a_cluster_and_a_cluster_exclude_each_other_with_a_sentence()
    {
        await _registry.RegisterAsync("lonely", "first", NodeRow.Alone, TimeSpan.FromDays(1), default);
        var refused = await Assert.ThrowsAsync<NodeRefusedException>(
            () => NodeRegistration.RegisterAsync(_registry, new NodeIdentity("world-1", "second", "world"), TimeSpan.FromDays(1), new JumpingTime(), default));
        Assert.Contains("uses this database alone", refused.Message, StringComparison.Ordinal);
    }

    private Task RegisterAsync(string name, string run) =>
        NodeRegistration.RegisterAsync(_registry, new NodeIdentity(name, run, ClusterConfig.WorldRole), Live, TimeProvider.System, default);

    /// <summary>A day goes by between two looks at the clock.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _days;

        public override long GetTimestamp() => TimestampFrequency * 86_400 * _days++;
    }
}
