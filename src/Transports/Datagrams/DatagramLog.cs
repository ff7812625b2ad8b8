using System.Net;

namespace Actors.Datagrams;

internal static partial class DatagramLog
{
    [LoggerMessage(301, LogLevel.Error, "Datagrams: what is above the session of {RemoteEndPoint} has failed")]
    public static partial void UpperSideFailed(ILogger logger, Exception exception, EndPoint? remoteEndPoint);

    [LoggerMessage(302, LogLevel.Warning, "Datagrams: cannot receive on {EndPoint} ({Error})")]
    public static partial void CannotReceive(ILogger logger, EndPoint? endPoint, string error);
}
