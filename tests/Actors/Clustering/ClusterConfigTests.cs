using Actors.Clustering;
using Akka.Configuration;

namespace Actors.Tests.Clustering;

public sealed class ClusterConfigTests : IDisposable
{
    private const string Pause = "akka.cluster.failure-detector.acceptable-heartbeat-pause";
    private const string PauseOfOthers = "akka.remote.watch-failure-detector.acceptable-heartbeat-pause";
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(ClusterPreset.Steady, 2000, 600)]
    [InlineData(ClusterPreset.Fast, 800, 300)]
    public void A_preset_sets_the_failure_detection_times(ClusterPreset preset, int pause, int stable)
    {
        var config = Build(new ClusterOptions { Node = "a", Preset = preset });
        Assert.Equal(pause, config.GetTimeSpan(Pause).TotalMilliseconds);
        Assert.Equal(pause, config.GetTimeSpan(PauseOfOthers).TotalMilliseconds);
        Assert.Equal(stable, config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after").TotalMilliseconds);
    }

    [Fact]
    public void Options_override_the_HOCON_file_which_overrides_the_preset()
    {
        File.WriteAllText(_file, $"{Pause} = 7s\nakka.cluster.gossip-interval = 3s\nakka.remote.dot-netty.tcp.enable-ssl = on\nakka.remote.dot-netty.tcp.port = 1");
        var options = new ClusterOptions { Node = "a", HoconFile = _file };
        var config = Build(options);
        Assert.Equal(7, config.GetTimeSpan(Pause).TotalSeconds);
        Assert.Equal(3, config.GetTimeSpan("akka.cluster.gossip-interval").TotalSeconds);
        Assert.False(config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl"));
        Assert.Equal(0, config.GetInt("akka.remote.dot-netty.tcp.port"));
        options.AcceptablePauseMilliseconds = 900;
        Assert.Equal(900, Build(options).GetTimeSpan(Pause).TotalMilliseconds);
        Assert.Equal(900, Build(options).GetTimeSpan(PauseOfOthers).TotalMilliseconds);
    }

    [Fact]
    public void A_stream_ref_buffers_only_4_elements()
    {
        using var system = Akka.Actor.ActorSystem.Create("streams", ConfigurationFactory.ParseString("akka.stdout-loglevel = OFF").WithFallback(Build(new ClusterOptions { Node = "a" })));
        Assert.Equal(4, Akka.Streams.ActorMaterializerSettings.Create(system).StreamRefSettings.BufferCapacity);
    }

    [Fact]
    public void Roles_name_the_kind_the_weight_and_the_node()
    {
        Assert.Equal(["world", "weight-100", "node-a"], Build(new ClusterOptions { Node = "a" }).GetStringList("akka.cluster.roles"));
        Assert.Equal(["world", "weight-30", "node-a"], Build(new ClusterOptions { Node = "a", Weight = 30 }).GetStringList("akka.cluster.roles"));
        Assert.Equal(["gateway", "weight-0", "node-g"], ClusterConfig.Build(new ClusterOptions { Node = "g" }, isGateway: true).GetStringList("akka.cluster.roles"));
        // The coordinator runs on the oldest node with the shard role: a node that starts no region must not have that role, and a gateway that does must.
        Assert.Equal(["world", "gateway", "weight-30", "node-g"], ClusterConfig.Build(new ClusterOptions { Node = "g", Weight = 30 }, isGateway: true).GetStringList("akka.cluster.roles"));
        Assert.Equal(["weight-0", "node-a"], Build(new ClusterOptions { Node = "a", Weight = 0 }).GetStringList("akka.cluster.roles"));
    }

    [Fact]
    public void A_lease_outlasts_the_attempts_of_the_losing_side()
    {
        var config = Build(new ClusterOptions { Node = "a" });
        var timeout = config.GetTimeSpan("actors.cluster.lease.heartbeat-timeout");
        Assert.True(config.GetTimeSpan("actors.cluster.lease.heartbeat-interval") * 3 < timeout);
        // The losing side of a partition may ask this late: its delay, the resolver's tick, and the time for which it keeps asking.
        var late = config.GetTimeSpan("akka.cluster.split-brain-resolver.lease-majority.acquire-lease-delay-for-minority") + TimeSpan.FromSeconds(1) + (timeout * 1.5);
        Assert.True(config.GetTimeSpan("akka.cluster.split-brain-resolver.lease-majority.release-after") > late * 2);
    }

    private static Config Build(ClusterOptions options) => ClusterConfig.Build(options, isGateway: false);
}
