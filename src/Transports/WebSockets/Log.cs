using System.Net;

namespace Actors.WebSockets;

internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "WebSockets: listening on {EndPoint}")]
    public static partial void Listening(ILogger logger, EndPoint? endPoint);

    [LoggerMessage(102, LogLevel.Information, "WebSockets: stopped; {Dropped} connections were dropped")]
    public static partial void Stopped(ILogger logger, int dropped);

    [LoggerMessage(103, LogLevel.Warning, "WebSockets: accept failed ({Error}); retrying in {BackOff}")]
    public static partial void CannotAccept(ILogger logger, string error, TimeSpan backOff);

    [LoggerMessage(104, LogLevel.Error, "WebSockets: the handler of the connection from {RemoteEndPoint} has failed")]
    public static partial void AcceptorFailed(ILogger logger, Exception exception, EndPoint? remoteEndPoint);
}
