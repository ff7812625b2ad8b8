using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>Log messages of connections, at debug level while the store is known to be unavailable. Events 2001 to 2099.</summary>
internal static partial class ConnectionLog
{
    [LoggerMessage(EventId = 2001, Message = "Connection {Connection} could not be identified")]
    public static partial void NotIdentified(ILogger logger, LogLevel level, Exception cause, ConnectionId connection);

    [LoggerMessage(EventId = 2002, Message = "A name could not be claimed for {Player}")]
    public static partial void NameNotClaimed(ILogger logger, LogLevel level, Exception cause, PlayerId player);

    [LoggerMessage(EventId = 2003, Message = "The open rooms could not be listed")]
    public static partial void RoomsNotListed(ILogger logger, LogLevel level, Exception cause);
}
