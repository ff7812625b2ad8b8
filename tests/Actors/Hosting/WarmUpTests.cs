using Actors.Clustering;
using Actors.Hosting;
using Actors.Rooms;
using Actors.Storage;
using Actors.Tests.Rooms;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Hosting;

public sealed class WarmUpTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-warm-up-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>A warm-up that does not is only logged, and nothing fails: the node is just slower at its first rooms.</summary>
    [Fact]
    public async Task A_warm_up_runs_to_completion_on_a_node()
    {
        var options = new NodeOptions { Data = Path.Combine(_directory, "world.db"), Cluster = new ClusterOptions { Node = "w1" } };
        await using var store = await NodeStore.OpenAsync(options, default);
        var world = SampleWorld.Load();
        var node = new NodeContext(
            "w1", "run", options.Cluster, IsGateway: false, world, new RoomOptions(), new RoomTime(TimeProvider.System, DateTimeOffset.UnixEpoch, world.Rules), store, store, store,
            TimeProvider.System, NullLoggerFactory.Instance, new ClusterNodes(), null);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        await WarmUp.PlayAsync(node, patience.Token);
    }
}
