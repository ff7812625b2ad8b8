namespace Actors.SocketIO;

/// <summary>What became of an event that asked for an answer.</summary>
public enum SocketIOReplyStatus
{
    /// <summary>The client has answered.</summary>
    Received,
    /// <summary>No answer has come in time.</summary>
    TimedOut,

    /// <summary>The socket was, or has been, disconnected.</summary>
    Disconnected,

    /// <summary>Too many events already wait for an answer; this one was not sent.</summary>
    TooManyPending,
}

/// <summary>The result of an event that asked the client for an answer.</summary>
/// <param name="Args">The client's answer; empty unless it has answered.</param>
public readonly record struct SocketIOReply(SocketIOReplyStatus Status, SocketIOArgs Args);
