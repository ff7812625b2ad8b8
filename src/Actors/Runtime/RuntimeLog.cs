using Actors.Runtime.Cells;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>What the runtime has to say. Only what should not have happened.</summary>
internal static partial class RuntimeLog
{
    private const int LongestText = 256;

    /// <param name="cell">Who failed.</param>
    /// <param name="failure">What it threw.</param>
    /// <param name="message">Null: not while receiving, but while starting or making a message from a result.</param>
    /// <param name="outcome">What follows: stop, restart or quarantine.</param>
    public static void Failed(ActorCell cell, Exception failure, object? message, string outcome)
    {
        cell.Runtime.Metrics.Failed(cell.Kind, outcome);
        if (cell.Kind.Logger.IsEnabled(LogLevel.Error))
            ActorFailed(cell.Kind.Logger, failure, cell.Path, message?.GetType().Name, Text(message), outcome);
    }

    public static void StopFailed(ActorCell cell, Exception failure)
    {
        cell.Runtime.Metrics.Failed(cell.Kind, "stopped");
        ActorStopFailed(cell.Kind.Logger, failure, cell.Path);
    }

    [LoggerMessage(1, LogLevel.Error, "{Path} failed on {MessageType} {MessageText}: {Outcome}")]
    private static partial void ActorFailed(
        ILogger logger, Exception failure, string path, string? messageType, string? messageText, string outcome);

    [LoggerMessage(2, LogLevel.Error, "{Path} failed in its Stopped; it has stopped all the same")]
    private static partial void ActorStopFailed(ILogger logger, Exception failure, string path);

    [LoggerMessage(3, LogLevel.Error, "Work of {Path} threw when its token was cancelled")]
    public static partial void CancellationFailed(ILogger logger, Exception failure, string path);

    /// <summary>A message's own text may be long, and may itself be what is broken.</summary>
    private static string? Text(object? message)
    {
        try
        {
            var text = message?.ToString();
            return text?.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "...") : text;
        }
        catch (Exception failure)
        {
            return $"(its text threw {failure.GetType().Name})";
        }
    }
}
