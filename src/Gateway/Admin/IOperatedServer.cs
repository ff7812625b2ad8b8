using Actors.Inspection;
using Actors.Reloading;

namespace Actors.Gateway.Admin;

/// <summary>The server as its operators' page sees it.</summary>
internal interface IOperatedServer
{
    /// <summary>What an operator sees of the cluster; null while the server is not running.</summary>
    IClusterInspection? Inspection { get; }

    bool IsReady { get; }

    /// <summary>The hash of the content that this node runs with.</summary>
    string ContentHash { get; }

    /// <summary>Brings the world to the content that is now in the files; null while the server is not running.</summary>
    Task<ReloadReport?> ReloadAsync(CancellationToken cancellation);

    /// <summary>How many clients are connected, by the name of their dialect.</summary>
    IReadOnlyDictionary<string, int> CountByDialect();
}
