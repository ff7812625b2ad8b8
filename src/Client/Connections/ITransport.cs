namespace Actors.Client;

/// <summary>
/// One connection to a server: bytes out, bytes in. It is polled, so the game is never called from another thread. The client brings one,
/// <see cref="WebSocketTransport"/>; set another where there are no sockets (Unity's and Godot's web exports), and in tests.
/// </summary>
public interface ITransport
{
    /// <summary>Starts to connect and returns at once. Called once, before all other members.</summary>
    /// <param name="address">The address of a WebSocket.</param>
    /// <param name="subprotocols">The subprotocols that the client offers, the preferred one first.</param>
    /// <exception cref="Exception">No connection to that address can be made from here, now or later.</exception>
    void Connect(Uri address, IReadOnlyList<string> subprotocols);

    /// <summary>The next event; false if there is none. Never waits.</summary>
    bool TryRead(out TransportEvent happened);

    /// <summary>Sends one message. Never waits; if it cannot be sent, the connection is closed.</summary>
    /// <param name="isText">Whether it is text rather than binary.</param>
    void Send(ReadOnlyMemory<byte> message, bool isText);

    /// <summary>Ends the connection with a close code. The client reads no further events of it.</summary>
    void Close(int code);
}
