using System.Globalization;
using System.Text;
using Akka.Configuration;

namespace Actors.Clustering;

/// <summary>
/// A node's Akka settings. From the weakest to the strongest: <c>cluster.conf</c> with the preset's values, the operator's own file, and options. The file can
/// tune anything that has no option. It cannot override an option, least of all TLS.
/// </summary>
public static class ClusterConfig
{
    /// <summary>The name of every node's ActorSystem. ActorSystems of different names cannot join each other.</summary>
    public const string SystemName = "actors";

    /// <summary>The role of members that host rooms.</summary>
    public const string WorldRole = "world";
    /// <summary>The role of members that have clients.</summary>
    public const string GatewayRole = "gateway";
    internal const string WeightPrefix = "weight-";
    internal const string NamePrefix = "node-";

    /// <summary>All settings of <see cref="SystemName"/> except the serializers, which are configured where they are defined.</summary>
    public static Config Build(ClusterOptions options, bool isGateway)
    {
        var weakest = Preset(options.Preset).WithFallback(ConfigurationFactory.FromResource("Actors.Clustering.cluster.conf", typeof(ClusterConfig).Assembly));
        var file = string.IsNullOrEmpty(options.HoconFile) ? Config.Empty : ConfigurationFactory.ParseString(File.ReadAllText(options.HoconFile));
        return Of(options, isGateway).WithFallback(file).WithFallback(weakest);
    }

    /// <summary>Null when the operator's file can be read and parsed.</summary>
    internal static string? ProblemOf(string hoconFile)
    {
        try
        {
            ConfigurationFactory.ParseString(File.ReadAllText(hoconFile));
            return null;
        }
        catch (Exception wrong)
        {
            // The parser throws whatever it likes, a plain Exception included.
            return $"HoconFile: {hoconFile} cannot be used: {wrong.Message}";
        }
    }

    /// <summary>Measured: docs/cluster.md has what each preset gives after a kill.</summary>
    private static Config Preset(ClusterPreset preset) => ConfigurationFactory.ParseString(preset switch
    {
        ClusterPreset.Fast => Detector(pause: 800, stable: 300, minorityDelay: 1200),
        ClusterPreset.Steady => Detector(pause: 2000, stable: 600, minorityDelay: 2000),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, null),
    });

    /// <param name="minorityDelay">How long the smaller side waits before it asks for the lease. Nodes see a cut up to a second apart; with more than that the larger side asks first.</param>
    private static string Detector(int pause, int stable, int minorityDelay) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
            akka.cluster.failure-detector.acceptable-heartbeat-pause = {{pause}}ms
            akka.remote.watch-failure-detector.acceptable-heartbeat-pause = {{pause}}ms
            akka.cluster.split-brain-resolver.stable-after = {{stable}}ms
            akka.cluster.split-brain-resolver.lease-majority.acquire-lease-delay-for-minority = {{minorityDelay}}ms
            """);

    private static Config Of(ClusterOptions options, bool isGateway)
    {
        var link = options.Link;
        var handOff = options.SealMilliseconds + 1000 + (int)Rooms.HandoffTurns.Longest.TotalMilliseconds;
        var text = new StringBuilder();
        Set("akka.remote.dot-netty.tcp.hostname", Quoted(link.Address));
        Set("akka.remote.dot-netty.tcp.public-hostname", Quoted(link.PublicHost));
        Set("akka.remote.dot-netty.tcp.port", link.Port);
        Set("akka.remote.dot-netty.tcp.enable-ssl", link.Tls.IsOn ? "on" : "off");
        if (link.Tls.IsOn)
            Set("akka.remote.dot-netty.tcp.transport-class", Quoted($"{typeof(ClusterTlsTransport).FullName}, {typeof(ClusterTlsTransport).Assembly.GetName().Name}"));
        Set("akka.remote.dot-netty.tcp.maximum-frame-size", link.MaxMessageBytes + "b");
        Set("akka.remote.dot-netty.tcp.send-buffer-size", link.BufferBytes + "b");
        Set("akka.remote.dot-netty.tcp.receive-buffer-size", link.BufferBytes + "b");
        Set("akka.cluster.roles", $"[{string.Join(", ", Roles(options, isGateway).Select(Quoted))}]");
        Set("akka.cluster.sharding.buffer-size", options.WaitingMessages);
        Set("akka.cluster.sharding.handoff-timeout", handOff + "ms");
        // The phase in which a stopping node hands over its shards: the time of one handoff, because all move at once, and of the request for it.
        Set("akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout", handOff + 2000 + "ms");
        if (options.AcceptablePauseMilliseconds is { } pause)
        {
            Set("akka.cluster.failure-detector.acceptable-heartbeat-pause", pause + "ms");
            Set("akka.remote.watch-failure-detector.acceptable-heartbeat-pause", pause + "ms");
        }
        if (options.StableAfterMilliseconds is { } stable)
            Set("akka.cluster.split-brain-resolver.stable-after", stable + "ms");
        return ConfigurationFactory.ParseString(text.ToString());

        void Set(string key, object value) => text.Append(CultureInfo.InvariantCulture, $"{key} = {value}\n");
    }

    /// <summary>Nodes that host rooms have the role of shards, and so has a gateway with a weight. No other node has it, because the coordinator is on the oldest node that does.</summary>
    private static IEnumerable<string> Roles(ClusterOptions options, bool isGateway)
    {
        var weight = options.WeightOr(isGateway);
        if (weight > 0)
            yield return WorldRole;
        if (isGateway)
            yield return GatewayRole;
        yield return WeightPrefix + weight.ToString(CultureInfo.InvariantCulture);
        yield return NamePrefix + options.Node;
    }

    private static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
