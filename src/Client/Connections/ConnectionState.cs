namespace Actors.Client;

/// <summary>The state of the connection.</summary>
public enum ConnectionState
{
    /// <summary>There is no connection, and none will be made: <see cref="GameClient.Ending"/> says why.</summary>
    Closed,

    /// <summary>The client connects, and waits for the server's welcome.</summary>
    Connecting,

    /// <summary>The server has let the player in.</summary>
    Open,

    /// <summary>The connection was lost, and the client waits before the next attempt.</summary>
    Reconnecting,
}

/// <summary>The state of the connection has changed.</summary>
/// <param name="State">The new state.</param>
/// <param name="RetryMilliseconds">When reconnecting: the wait before the next attempt.</param>
/// <param name="CloseCode">When reconnecting: the close code of the last connection.</param>
/// <param name="Reason">Why it was lost or is closed, as text to show.</param>
public sealed record ConnectionChange(ConnectionState State, double RetryMilliseconds = 0, int CloseCode = 0, string Reason = "");
