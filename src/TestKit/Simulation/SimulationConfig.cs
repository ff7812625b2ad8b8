using System.Globalization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.TestKit.Simulation;

/// <summary>How much of Akka a node has.</summary>
public enum NodeLevel
{
    /// <summary>Actors alone.</summary>
    Local,
    /// <summary>Actors and Akka.Remote, over the simulated network.</summary>
    Remote,
    /// <summary>Akka.Cluster as well.</summary>
    Cluster,
}

/// <summary>What a node is made of.</summary>
public sealed record NodeSettings
{
    /// <summary>How much of Akka it has.</summary>
    public NodeLevel Level { get; init; } = NodeLevel.Local;

    /// <summary>The name of its ActorSystem; members of one cluster have the same.</summary>
    public string SystemName { get; init; } = "world";

    /// <summary>HOCON of the application; the simulation's own settings take precedence over it.</summary>
    public string Config { get; init; } = "";

    /// <summary>Paths of the application's own dispatchers: their turns must be the loop's too.</summary>
    public IReadOnlyList<string> Dispatchers { get; init; } = [];

    /// <summary>The application's own mailboxes, where the system holds several nodes of a model: id and type of each.</summary>
    public IReadOnlyDictionary<string, string> Mailboxes { get; init; } = new Dictionary<string, string>();

    internal bool IsModel { get; init; }

    /// <summary>Names of the nodes that a cluster node joins by, itself among them if it may form the cluster.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    /// <summary>Its roles in the cluster.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Makes the system, by Akka.Hosting for example. It may block until actors answer, but nothing in it may wait for time to pass.</summary>
    public Func<string, Config, ActorSystem> Create { get; init; } = ActorSystem.Create;

    /// <summary>How its clock runs.</summary>
    public ClockSkew Clock { get; init; } = ClockSkew.None;
}

/// <summary>Writes the HOCON of a node.</summary>
internal static class SimulationConfig
{
    public const int Port = 1;

    private static readonly string[] Dispatchers =
    [
        "akka.actor.default-dispatcher", "akka.actor.internal-dispatcher", "akka.actor.default-blocking-io-dispatcher",
        "akka.remote.default-remote-dispatcher", "akka.remote.backoff-remote-dispatcher",
    ];

    public static string AddressOf(string system, string node) => $"akka.{Network.SimulatedTransport.Scheme}://{system}@{node}:{Port}";

    public static Config Build(string runId, string node, NodeSettings settings)
    {
        var text = new StringBuilder(Common(runId, node));
        foreach (var dispatcher in Dispatchers.Concat(settings.Dispatchers))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{dispatcher} {{\n  type = Dispatcher\n  executor = \"{Name<SimulationExecutorConfigurator>()}\"\n  throughput = 1\n  throughput-deadline-time = 1ms\n}}");
        if (settings.IsModel)
            text.Append(Mailboxes(settings));
        if (settings.Level >= NodeLevel.Remote)
            text.Append(Remote);
        if (settings.Level == NodeLevel.Cluster)
            text.Append(Cluster(settings));
        return ConfigurationFactory.ParseString(text.ToString()).WithFallback(ConfigurationFactory.ParseString(settings.Config)).WithFallback(ConfigurationFactory.ParseString(Defaults));
    }

    private static string Common(string runId, string node) => $$"""
        akka.simulation.run = "{{runId}}"
        akka.simulation.node = "{{node}}"
        akka.scheduler.implementation = "{{Name<SimulationScheduler>()}}"
        akka.loggers = ["{{Name<SimulationLogger>()}}"]
        akka.stdout-loglevel = ERROR
        akka.logger-startup-timeout = 10s
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off

        """;

    private static string Mailboxes(NodeSettings settings)
    {
        var text = new StringBuilder($$"""
            akka.actor.default-mailbox.mailbox-type = "{{Name<Model.ModelMailbox>()}}"
            akka.actor.mailbox.unbounded-queue-based.mailbox-type = "{{Name<Model.ModelMailbox>()}}"
            akka.actor.mailbox.unbounded-deque-based.mailbox-type = "{{Name<Model.ModelDequeMailbox>()}}"

            """);
        foreach (var (id, type) in settings.Mailboxes)
            text.AppendLine(CultureInfo.InvariantCulture, $"{id} {{\n  mailbox-type = \"{Name<Model.ModelMailbox>()}\"\n  simulated-mailbox-type = \"{type}\"\n}}");
        return text.ToString();
    }

    private static string Remote => $$"""
        akka.actor.provider = remote
        akka.remote.enabled-transports = ["akka.remote.simulated"]
        akka.remote.simulated {
          transport-class = "{{Name<Network.SimulatedTransport>()}}"
          applied-adapters = []
          maximum-payload-bytes = 128000b
        }

        """;

    private static string Cluster(NodeSettings settings) => $$"""
        akka.actor.provider = cluster
        akka.cluster.seed-nodes = [{{string.Join(", ", settings.SeedNodes.Select(node => $"\"{AddressOf(settings.SystemName, node)}\""))}}]
        akka.cluster.roles = [{{string.Join(", ", settings.Roles)}}]
        akka.simulation.lease.lease-class = "{{Name<SimulatedLease>()}}"

        """;

    /// <summary>What an application may override.</summary>
    private const string Defaults = """
        akka.loglevel = WARNING
        akka.log-dead-letters = off
        akka.log-dead-letters-during-shutdown = off
        akka.remote.log-remote-lifecycle-events = off
        akka.cluster.downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
        akka.cluster.split-brain-resolver.active-strategy = lease-majority
        akka.cluster.split-brain-resolver.lease-majority.lease-implementation = "akka.simulation.lease"
        """;

    private static string Name<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";
}
