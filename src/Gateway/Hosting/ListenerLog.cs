using System.Net;

namespace Actors.Gateway.Hosting;

/// <summary>Where clients find the gateway. Events 2101 to 2199.</summary>
internal static partial class ListenerLog
{
    [LoggerMessage(2101, LogLevel.Information, "WebSocket listener {Name} ({Dialect}) on {EndPoint}")]
    public static partial void WebSockets(ILogger logger, string name, string dialect, EndPoint? endPoint);

    [LoggerMessage(2102, LogLevel.Information, "Socket.IO on {EndPoint}")]
    public static partial void SocketIO(ILogger logger, EndPoint? endPoint);

    [LoggerMessage(2103, LogLevel.Information, "Datagram listener {Name} on {EndPoint}")]
    public static partial void Datagrams(ILogger logger, string name, EndPoint? endPoint);
}
