using System.Net;

namespace Actors.Datagrams;

internal static partial class DatagramLog
{
    [LoggerMessage(301, LogLevel.Error, "Datagrams: the handler of the session from {RemoteEndPoint} has failed")]
    public static partial void UpperSideFailed(ILogger logger, Exception exception, EndPoint? remoteEndPoint);

    [LoggerMessage(302, LogLevel.Warning, "Datagrams: receive failed on {EndPoint} ({Error})")]
    public static partial void CannotReceive(ILogger logger, EndPoint? endPoint, string error);
}
