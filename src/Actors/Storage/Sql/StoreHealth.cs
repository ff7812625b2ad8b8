using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Storage;

/// <summary>
/// The health of the database, by the outcomes of this process's own calls. A node renews its row at least once a second, so there always are calls. Callers retry failed calls
/// several times a second and for every room; here a failure is logged once, and then once a minute.
/// </summary>
public sealed partial class StoreHealth
{
    /// <summary>The time between two log messages about failures, whatever happens meanwhile.</summary>
    internal static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private ILogger _logger = NullLogger.Instance;
    private TimeProvider _time = TimeProvider.System;
    private long? _saidAt;
    private long _failures;
    private bool _saidUnwritable;
    private bool _isFailing;
    private volatile string? _unwritable;

    /// <summary>
    /// Why nothing can be written, in the database's own words: its disk is full, or it is read-only. Null while no such reason is known. An unreachable database is
    /// not such a case, because it may be back at any moment.
    /// </summary>
    public string? Unwritable => _unwritable;

    /// <summary>Whether a failure is the database's, and so logged here, and not one of this program's own.</summary>
    public static bool Says(Exception failure) => failure is DbException or IOException or TimeoutException;

    /// <summary>Logs failures to this logger from now on.</summary>
    public void ReportTo(ILogger logger, TimeProvider time)
    {
        lock (_lock)
            (_logger, _time) = (logger, time);
    }

    internal void Worked(bool isWrite)
    {
        // Reads still work on a full disk.
        if (!isWrite || !Volatile.Read(ref _isFailing))
            return;
        lock (_lock)
        {
            (_isFailing, _unwritable) = (false, null);
            if (_failures == 0)
                return;
            SaysRecovered(_logger, _failures);
            _failures = 0;
        }
    }

    /// <param name="unwritable">The failure says that the database cannot be written, now or later.</param>
    internal void Failed(Exception cause, bool unwritable)
    {
        lock (_lock)
        {
            Volatile.Write(ref _isFailing, true);
            if (unwritable)
                _unwritable = cause.Message;
            _failures++;
            // That nothing can be written is worth logging even right after a broken connection.
            if (_saidAt is { } before && _time.GetElapsedTime(before) < Between && (!unwritable || _saidUnwritable))
                return;
            (_saidAt, _saidUnwritable) = (_time.GetTimestamp(), unwritable);
            SaysFailing(_logger, cause.Message, _failures);
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "The world's database fails: {Problem} (failures so far: {Failures}). Commits wait and are retried; this message repeats in a minute")]
    private static partial void SaysFailing(ILogger logger, string problem, long failures);

    [LoggerMessage(1002, LogLevel.Information, "The world's database can be written again, after {Failures} failures")]
    private static partial void SaysRecovered(ILogger logger, long failures);
}
