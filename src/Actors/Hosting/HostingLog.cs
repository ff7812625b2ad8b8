using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>Log messages of a node while it starts and while it is standalone. Events 1401 to 1499.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1401, LogLevel.Information, "A pooler is between this node and PostgreSQL: statements are not prepared on the server")]
    public static partial void Pooled(ILogger logger);

    [LoggerMessage(1402, LogLevel.Information, "Warmed up in {Milliseconds:0} ms")]
    public static partial void WarmedUp(ILogger logger, double milliseconds);

    [LoggerMessage(1403, LogLevel.Warning, "The warm-up failed")]
    public static partial void WarmUpFailed(ILogger logger, Exception failed);

    [LoggerMessage(1411, LogLevel.Debug, "The server's row could not be removed and will expire")]
    public static partial void RowNotRemoved(ILogger logger, Exception cause);

    [LoggerMessage(1412, LogLevel.Debug, "The server's row could not be renewed and will be retried")]
    public static partial void RowNotRenewed(ILogger logger, Exception cause);
}
