namespace Actors.Tests.Storage;

/// <summary>A database's clock cannot be moved, but everything that was written by it can. For later queries that is the same.</summary>
internal static class SqlClock
{
    public static string Moved(TimeSpan by) =>
        $"UPDATE nodes SET since = since - ({(long)by.TotalMilliseconds}), seen = seen - ({(long)by.TotalMilliseconds}); UPDATE leases SET expires = expires - ({(long)by.TotalMilliseconds}); "
            + $"UPDATE players SET seen = seen - ({(long)by.TotalMilliseconds}); UPDATE rooms SET seen = seen - ({(long)by.TotalMilliseconds})";
}
