using System.Diagnostics.Metrics;
using Actors.Rooms;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Actors.Sharding;

/// <summary>
/// Counts the shards in this node's region for the metric <c>actors.cluster.shards</c>. A region reports them only on request, and a scrape cannot wait for the answer;
/// so it is asked every few seconds, by a message and without a temporary actor.
/// </summary>
internal sealed class ShardCensus : ReceiveActor, IWithTimers
{
    public const string Name = "shard-census";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly Meter Meter = new("Actors.Sharding");
    private static readonly UpDownCounter<long> Shards = Meter.CreateUpDownCounter<long>(
        "actors.cluster.shards", "{shard}", "Shards that this node hosts; a shard is nobody's until a room of it is asked for.");

    private int _counted;

    public ShardCensus(IActorRef region)
    {
        Receive<Count>(_ => region.Tell(GetShardRegionStats.Instance));
        Receive<ShardRegionStats>(stats => Set(ShardsOf(stats).Count));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef region) => Akka.Actor.Props.Create(() => new ShardCensus(region));

    /// <summary>The shards in a region's answer, including those that were too busy to count their rooms.</summary>
    public static IReadOnlyList<int> ShardsOf(ShardRegionStats stats) =>
        [.. stats.Stats.Keys.Concat(stats.Failed).Distinct().Select(static id => RoomShards.TryParse(id, out var shard) ? shard : -1).Where(static shard => shard >= 0).Order()];

    protected override void PreStart()
    {
        Shards.Add(0);
        Timers.StartPeriodicTimer(Count.Instance, Count.Instance, TimeSpan.Zero, Period);
    }

    protected override void PostStop() => Set(0);

    private void Set(int shards)
    {
        Shards.Add(shards - _counted);
        _counted = shards;
    }

    private sealed class Count
    {
        public static Count Instance { get; } = new();
    }
}
