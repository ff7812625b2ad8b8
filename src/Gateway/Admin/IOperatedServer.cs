using Actors.Inspection;

namespace Actors.Gateway.Admin;

/// <summary>The server as its operators' page sees it.</summary>
internal interface IOperatedServer
{
    /// <summary>What an operator sees of the cluster; null while the server is not running.</summary>
    IClusterInspection? Inspection { get; }

    bool IsReady { get; }

    /// <summary>How many clients are connected, by the name of their dialect.</summary>
    IReadOnlyDictionary<string, int> CountByDialect();
}
