namespace Actors.Client;

/// <summary>Where the connection stands.</summary>
public enum ConnectionState
{
    /// <summary>There is none, and none will be made: <see cref="GameClient.Ending"/> says why.</summary>
    Closed,

    /// <summary>The client connects, and waits for the server's welcome.</summary>
    Connecting,

    /// <summary>The server has let the player in.</summary>
    Open,

    /// <summary>It was lost, and the next attempt waits for its time.</summary>
    Reconnecting,
}

/// <summary>The connection has come to stand elsewhere.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="RetryMilliseconds">When reconnecting: after how long the next attempt is made.</param>
/// <param name="CloseCode">When reconnecting: with which code the last connection closed.</param>
/// <param name="Reason">Why it was lost or is closed; ready to be read.</param>
public sealed record ConnectionChange(ConnectionState State, double RetryMilliseconds = 0, int CloseCode = 0, string Reason = "");
