using System.Net;

namespace Actors.WebSockets.Sockets;

/// <summary>
/// A connection as bytes, plain or encrypted. It reports when there is something to read and reads without waiting, so nobody needs a buffer while nothing
/// comes. At most one reader and one writer at a time.
/// </summary>
internal interface ISocketConnection
{
    /// <summary>What <see cref="Receive"/> returns besides a number of bytes.</summary>
    const int EndOfStream = 0, NothingYet = -1, Broken = -2;

    EndPoint? RemoteEndPoint { get; }

    /// <summary>The receiver of events. It changes once, when the handshake is over.</summary>
    ISocketEvents Events { get; set; }

    /// <summary>True: there is something to receive now, even if only the end. False: <see cref="ISocketEvents.OnReadable"/> will be called.</summary>
    bool WaitReadable();

    /// <summary>Receives what has arrived, without waiting.</summary>
    /// <param name="more">There may be more, so it is worth trying again before waiting.</param>
    int Receive(Span<byte> buffer, out bool more);

    /// <summary>Starts to send. The memory must not change until it has been sent.</summary>
    SendResult Send(ReadOnlyMemory<byte> data);

    /// <summary>Nothing more will be sent: the client sees the end after what is still being sent.</summary>
    void ShutdownSend();

    /// <summary>Ends everything; a pending send is reported as broken. May be called more than once, from any thread.</summary>
    /// <param name="reset">Whether to drop the bytes that the client has not received yet.</param>
    void Close(bool reset);
}

internal enum SendResult
{
    /// <summary>The operating system has taken all of it.</summary>
    Done,

    /// <summary><see cref="ISocketEvents.OnSent"/> will be called.</summary>
    Pending,

    Broken,
}

internal interface ISocketEvents
{
    void OnReadable();

    /// <summary>Part of a long message has been taken: the client is alive.</summary>
    void OnSendProgress();

    void OnSent(bool broken);
}
