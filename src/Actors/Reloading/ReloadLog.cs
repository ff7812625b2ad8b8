using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Reloading;

/// <summary>Log messages of content reloads. Events 1701 to 1799.</summary>
internal static partial class ReloadLog
{
    /// <summary>Logged on each node.</summary>
    [LoggerMessage(1701, LogLevel.Debug, "Goes on with the content {Hash}: {Change}")]
    public static partial void Taken(ILogger logger, string hash, ContentChange change);

    /// <summary>Logged on the node that got the request.</summary>
    [LoggerMessage(1702, LogLevel.Information, "{Report}")]
    public static partial void Reloaded(ILogger logger, string report);

    [LoggerMessage(1703, LogLevel.Error, "{Report}")]
    public static partial void NotReloaded(ILogger logger, string report);
}
