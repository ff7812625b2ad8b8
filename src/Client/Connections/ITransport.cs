namespace Actors.Client;

/// <summary>
/// One connection to a server: bytes out, bytes in. It is polled, so that nothing of the game is ever called from another thread. The client has one of its own, <see cref="WebSocketTransport"/>; give
/// another where there are no sockets (Unity's and Godot's web exports), and in tests.
/// </summary>
public interface ITransport
{
    /// <summary>Begins to connect and returns at once. Called once, first.</summary>
    /// <param name="address">Of a WebSocket.</param>
    /// <param name="subprotocols">What the client offers to speak, the one it likes best first.</param>
    /// <exception cref="Exception">No connection can be made to there from here, now or later.</exception>
    void Connect(Uri address, IReadOnlyList<string> subprotocols);

    /// <summary>What has happened next; false when there is nothing new. Never waits.</summary>
    bool TryRead(out TransportEvent happened);

    /// <summary>Sends one message. Never waits; when it cannot be sent, the connection is closed.</summary>
    /// <param name="isText">Whether it is text, and not binary.</param>
    void Send(ReadOnlyMemory<byte> message, bool isText);

    /// <summary>Ends the connection with a close code. The client reads nothing more of it.</summary>
    void Close(int code);
}
