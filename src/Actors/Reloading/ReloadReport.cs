namespace Actors.Reloading;

/// <summary>How a reload has ended.</summary>
public enum ReloadOutcome
{
    /// <summary>The world now uses the content that was read.</summary>
    Done,

    /// <summary>The world already uses the content that was read.</summary>
    Unchanged,

    /// <summary>The content of the node that got the request has errors: nothing was changed.</summary>
    Invalid,

    /// <summary>Something in it can only be changed by a restart: nothing was changed.</summary>
    NeedsRestart,

    /// <summary>Another node cannot use its content, has other content, or has not answered.</summary>
    Disagreed,
}

/// <summary>The result of a reload, for the requester.</summary>
/// <param name="Hash">The hash of the content that the node with the request has read; null when that cannot be used.</param>
/// <param name="Change">What has changed, in a line; empty when nothing was taken.</param>
/// <param name="Problems">A line each; empty when all is well.</param>
/// <param name="Nodes">The number of nodes that use it.</param>
/// <param name="ActiveRooms">Rooms in memory on all of them.</param>
/// <param name="RenewedRooms">Those that were saved and begun anew, with their players.</param>
/// <param name="Elapsed">From the request on: reading, checking, and until each room has taken it.</param>
public sealed record ReloadReport(
    ReloadOutcome Outcome, string? Hash, string Change, IReadOnlyList<string> Problems, int Nodes, int ActiveRooms, int RenewedRooms, TimeSpan Elapsed)
{
    private const int ShortHash = 12;

    /// <summary>Whether the world uses the content that is in the files.</summary>
    public bool IsUsed => Outcome is ReloadOutcome.Done or ReloadOutcome.Unchanged;

    /// <summary>For people: one line, and after it each problem on a line of its own.</summary>
    public IReadOnlyList<string> Lines => [Headline, .. Problems];

    private string Headline => Outcome switch
    {
        ReloadOutcome.Done => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Content {Short(Hash)}: {Change}; {RenewedRooms} of {ActiveRooms} active rooms begun anew on {Nodes} {(Nodes == 1 ? "node" : "nodes")}, in {Elapsed.TotalMilliseconds:0} ms."),
        ReloadOutcome.Unchanged => $"Content {Short(Hash)}: nothing has changed.",
        ReloadOutcome.Invalid => "The content cannot be used, and nothing was changed:",
        ReloadOutcome.NeedsRestart => "This needs a restart, and nothing was changed:",
        _ => "The nodes do not agree on the content. Make their files alike, and reload again:",
    };

    internal static string Short(string? hash) => hash is null ? "none" : hash[..Math.Min(hash.Length, ShortHash)];
}
