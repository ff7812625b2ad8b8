using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>Log messages of rooms. Events 1301 to 1399.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(1301, LogLevel.Error, "Room {Room} failed on {Message}: {Outcome}")]
    public static partial void Failed(ILogger logger, Exception reason, RoomId room, string? message, string outcome);

    [LoggerMessage(1302, LogLevel.Error, "Room {Room} could not save all of its state: {Why}")]
    public static partial void NotAllKept(ILogger logger, RoomId room, string why);

    [LoggerMessage(1303, LogLevel.Information, "The last commit of room {Room} was refused at its hand-over: {Outcome}")]
    public static partial void LastCommitRefused(ILogger logger, RoomId room, CommitOutcome outcome);

    [LoggerMessage(1304, LogLevel.Information, "Room {Room} is active elsewhere: epoch {Epoch} is stale")]
    public static partial void Fenced(ILogger logger, RoomId room, long epoch);

    /// <summary>Logged at debug level while the store is known to be unavailable.</summary>
    [LoggerMessage(EventId = 1305, Message = "Room {Room} could not be loaded and will be retried")]
    public static partial void NotLoaded(ILogger logger, LogLevel level, Exception cause, RoomId room);

    [LoggerMessage(EventId = 1306, Message = "Player {Player} could not be loaded for {Room}")]
    public static partial void PlayerNotLoaded(ILogger logger, LogLevel level, Exception cause, PlayerId player, RoomId room);

    /// <summary>Has only the verb and number of the command: what players say is private.</summary>
    [LoggerMessage(1307, LogLevel.Error, "Room {Room}: {Rule} threw in tick {Tick}; player {Player}, command {Command}: {Outcome}")]
    public static partial void RuleFailed(ILogger logger, Exception reason, RoomId room, string rule, long tick, string player, string command, string outcome);

    [LoggerMessage(1308, LogLevel.Warning, "Room {Room}: {Rule} takes longer than {Milliseconds} ms (Actors:Rooms:StepBudgetMilliseconds)")]
    public static partial void OverBudget(ILogger logger, RoomId room, string rule, int milliseconds);

    [LoggerMessage(1309, LogLevel.Error, "Room {Room}: an event of the type {Event} threw when it was described, and is not shown")]
    public static partial void EventNotShown(ILogger logger, Exception reason, RoomId room, string @event);

    [LoggerMessage(1311, LogLevel.Warning, "Player {Player} could not be relocated from the removed room {Room}")]
    public static partial void NotSentOn(ILogger logger, Exception cause, PlayerId player, RoomId room);

    [LoggerMessage(1312, LogLevel.Warning, "Player {Player} could not be moved from the removed room {Room} to {To}")]
    public static partial void NotMoved(ILogger logger, Exception? cause, PlayerId player, RoomId room, RoomId to);

    [LoggerMessage(EventId = 1313, Message = "The open rooms could not be listed for a player of {Room}")]
    public static partial void RoomsNotListed(ILogger logger, LogLevel level, Exception cause, RoomId room);

    [LoggerMessage(1321, LogLevel.Debug, "The sweep of departed guests failed and will be retried")]
    public static partial void NotSwept(ILogger logger, Exception cause);

    [LoggerMessage(1322, LogLevel.Information, "Deleted {Guests} guests that did not come back; {Returned} of their items were returned, {Gone} deleted")]
    public static partial void Swept(ILogger logger, int guests, int returned, int gone);

    [LoggerMessage(1323, LogLevel.Debug, "The sweep of instances that have ended failed and will be retried")]
    public static partial void InstancesNotSwept(ILogger logger, Exception cause);

    [LoggerMessage(1331, LogLevel.Warning, "Recordings of {Rooms} are incomplete: the disk is too slow")]
    public static partial void RecordingsNotWhole(ILogger logger, string rooms);

    [LoggerMessage(1332, LogLevel.Warning, "The recording of room {Room} ends before the room does: {Why}")]
    public static partial void RecordingEnded(ILogger logger, RoomId room, string why);
}
