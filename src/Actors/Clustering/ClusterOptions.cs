using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Actors.Clustering;

/// <summary>How a node takes part in a cluster.</summary>
public sealed class ClusterOptions
{
    /// <summary>The node's name, unique in the cluster. Empty: the server is not part of a cluster.</summary>
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", ErrorMessage = "A node's name is 1 to 63 letters, digits, dots, dashes and underscores.")]
    public string? Node { get; set; }

    /// <summary>The node's share of the rooms, relative to the other nodes' weights. 0: it hosts none. By default 100 for a world node and 0 for a gateway.</summary>
    [Range(0, 10_000)]
    public int? Weight { get; set; }

    /// <summary>The failure detector's settings. All nodes of a cluster have the same.</summary>
    [EnumDataType(typeof(ClusterPreset))]
    public ClusterPreset Preset { get; set; } = ClusterPreset.Steady;

    /// <summary>How long a node may be silent before it is unreachable. By default the preset's.</summary>
    [Range(200, 60_000)]
    public int? AcceptablePauseMilliseconds { get; set; }

    /// <summary>How long the set of unreachable nodes must not change before they are downed. By default the preset's.</summary>
    [Range(100, 60_000)]
    public int? StableAfterMilliseconds { get; set; }

    /// <summary>A row in the table of nodes that has not been renewed for this long counts as left behind by a dead process. A node renews its row every third of that.</summary>
    [Range(1, 300)]
    public double LeaseSeconds { get; set; } = 3;

    /// <summary>How long a room that is handed over may take for its last commits; then it is stopped without them.</summary>
    [Range(100, 60_000)]
    public int SealMilliseconds { get; set; } = 5000;

    /// <summary>Messages that may wait in one node for rooms whose location is not known yet. Further ones are dropped, and their senders repeat them.</summary>
    [Range(1, 1_000_000)]
    public int WaitingMessages { get; set; } = 20_000;

    /// <summary>Nodes to join, <c>host:port</c>, the same list on every node, instead of those in the database. The first of them forms the cluster.</summary>
    public IList<string> SeedNodes { get; set; } = [];

    /// <summary>The connections to the other nodes.</summary>
    public ClusterLinkOptions Link { get; set; } = new();

    /// <summary>
    /// The operator's own file of Akka settings (HOCON). It overrides the built-in <c>cluster.conf</c> and the preset, and is overridden by the options here, so that
    /// addresses, TLS, names and weights are set in one place only.
    /// </summary>
    [DataType("Path")]
    public string? HoconFile { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Node);

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    internal int WeightOr(bool isGateway) => Weight ?? (isGateway ? 0 : 100);

    /// <summary>Problems of these options taken together, and of the files that they name; empty when there are none.</summary>
    public IEnumerable<string> Problems()
    {
        if (!IsOn)
            yield break;
        foreach (var problem in Link.Problems())
            yield return problem;
        foreach (var seed in SeedNodes)
        {
            if (!HostPort.TryParse(seed, out _))
                yield return $"SeedNodes: \"{seed}\" is not host:port.";
        }
        if (HoconFile is { Length: > 0 } && ClusterConfig.ProblemOf(HoconFile) is { } broken)
            yield return broken;
    }
}

/// <summary>The address of a node.</summary>
internal readonly record struct HostPort(string Host, int Port)
{
    public static bool TryParse(string? text, out HostPort parsed)
    {
        parsed = default;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0)
            return false;
        var host = text![..colon].Trim('[', ']');
        if (!IPAddress.TryParse(host, out _) && Uri.CheckHostName(host) != UriHostNameType.Dns)
            return false;
        parsed = new HostPort(host, port);
        return true;
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
