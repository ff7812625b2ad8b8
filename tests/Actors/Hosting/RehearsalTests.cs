using Actors.Cluster;
using Actors.Hosting;
using Actors.Rooms;
using Actors.Runtime;
using Actors.Storage;
using Actors.TestKit;
using Actors.Tests.Rooms;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Hosting;

public sealed class RehearsalTests
{
    [Fact]
    public async Task A_node_plays_for_itself_to_the_end_and_leaves_nothing_of_it()
    {
        var world = SampleWorld.Load();
        var store = new MemoryWorldStore();
        store.Committed = one => Assert.Fail($"The store took a commit of {one.Room}.");
        var logs = new LogRecorder();
        await using var runtime = new ThreadPoolRuntime();
        var time = new RoomTime(TimeProvider.System, TimeProvider.System.GetUtcNow(), world.Rules);
        var services = new RoomServices(new LocalCluster("node"), world, time, store, new NoCommits(), new RoomOptions());
        await new Rehearsal(services, store, runtime, logs.CreateLogger("rehearsal")).PlayAsync(CancellationToken.None);
        var told = Assert.Single(logs.Entries);
        Assert.True(told.Level == LogLevel.Information, $"{told.Text} {told.Exception}");
        Assert.StartsWith("Rehearsed in ", told.Text, StringComparison.Ordinal);
        Assert.Empty(store.Items);
        Assert.Empty(store.Players);
        Assert.All((await store.ReadAsync(default)).Shards, static shard => Assert.Equal((null, 0L), (shard.Node, shard.Epoch)));
    }

    private sealed class NoCommits : ICommitLog
    {
        public Task<CommitOutcome> CommitAsync(RoomTransaction transaction) => throw new InvalidOperationException("The node's own commits are not a rehearsal's.");
    }
}
