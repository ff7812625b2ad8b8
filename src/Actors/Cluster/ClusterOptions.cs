using System.ComponentModel.DataAnnotations;

namespace Actors.Cluster;

/// <summary>How a node takes part in a cluster.</summary>
public sealed class ClusterOptions
{
    /// <summary>The node's own name, unlike every other's. Empty: the server is not part of a cluster.</summary>
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", ErrorMessage = "A node's name is 1 to 63 letters, digits, dots, dashes and underscores.")]
    public string? Node { get; set; }

    /// <summary>Its share of the rooms, relative to the other nodes'. 0: it hosts none. Unless told otherwise 100 for a world node and 0 for a gateway.</summary>
    [Range(0, 10_000)]
    public int? Weight { get; set; }

    /// <summary>A node that has not renewed its lease for so long is dead. It renews it every third of that.</summary>
    [Range(0.5, 300)]
    public double LeaseSeconds { get; set; } = 3;

    /// <summary>How much earlier than the database a node itself believes its lease to have ended: what clocks may differ by in that time.</summary>
    [Range(0.01, 30)]
    public double LeaseMarginSeconds { get; set; } = 0.3;

    /// <summary>How often the table of nodes and shards is read.</summary>
    [Range(50, 60_000)]
    public int PollMilliseconds { get; set; } = 500;

    /// <summary>Shards that are handed over at a time.</summary>
    [Range(1, 256)]
    public int HandOvers { get; set; } = 16;

    /// <summary>How long a room that is handed over may take for its last commits; then it is stopped without them.</summary>
    [Range(100, 60_000)]
    public int SealMilliseconds { get; set; } = 5000;

    /// <summary>Messages that may wait, all together, for shards that have no owner; further ones are refused as unavailable.</summary>
    [Range(1, 1_000_000)]
    public int WaitingMessages { get; set; } = 20_000;

    /// <summary>How long each may wait; then it is refused as unavailable.</summary>
    [Range(0.1, 300)]
    public double WaitingSeconds { get; set; } = 15;

    /// <summary>Whether a node that hosts rooms plays through one for itself before it takes part, about a second, so that the players of its first rooms do not wait for code to be compiled.</summary>
    public bool Rehearse { get; set; } = true;

    /// <summary>The lines to the other nodes.</summary>
    public Links.Tcp.ClusterLinkOptions Link { get; set; } = new();

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}
