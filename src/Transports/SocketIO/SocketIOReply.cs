namespace Actors.SocketIO;

/// <summary>What became of an event that was to be answered.</summary>
public enum SocketIOReplyStatus
{
    /// <summary>The client has answered.</summary>
    Received,
    /// <summary>No answer has come in time.</summary>
    TimedOut,

    /// <summary>The socket was, or has been, disconnected.</summary>
    Disconnected,

    /// <summary>More events wait for an answer than may; this one was not sent.</summary>
    TooManyPending,
}

/// <summary>What came of an event that asked the client for an answer.</summary>
/// <param name="Args">What it answered; empty unless it did.</param>
public readonly record struct SocketIOReply(SocketIOReplyStatus Status, SocketIOArgs Args);
