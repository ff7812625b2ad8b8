namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>What is known of a client by its socket, beside what it says itself: under names that a client cannot say.</summary>
internal static class SocketIOKeys
{
    public const string Resume = "socket.resume";
    public const string FromEvent = "socket.fromEvent";
    public const string PrivateId = "socket.privateId";
    public const string Lease = "socket.lease";
}
