namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>Keys for what is known of a client by its socket. A client cannot send these keys itself.</summary>
internal static class SocketIOKeys
{
    public const string Resume = "socket.resume";
    public const string FromEvent = "socket.fromEvent";
    public const string PrivateId = "socket.privateId";
    public const string Lease = "socket.lease";
}
