using System.Net;

namespace Actors.WebSockets.Sockets;

/// <summary>
/// A connection as bytes, plain or encrypted. It reports when there is something to read and reads without waiting, so
/// that nobody needs a buffer while nothing comes. At most one reader and one writer at a time.
/// </summary>
internal interface ISocketConnection
{
    /// <summary>What <see cref="Receive"/> answers besides a number of bytes.</summary>
    const int EndOfStream = 0, NothingYet = -1, Broken = -2;

    EndPoint? RemoteEndPoint { get; }

    /// <summary>The receiver of events. It changes once, when the handshake is over.</summary>
    ISocketEvents Events { get; set; }

    /// <summary>True: there is something to receive now, if only the end. False: <see cref="ISocketEvents.OnReadable"/> will be called.</summary>
    bool WaitReadable();

    /// <summary>Takes what is there, without waiting.</summary>
    /// <param name="more">There may be more, so that it is worth asking again before waiting.</param>
    int Receive(Span<byte> buffer, out bool more);

    /// <summary>Begins to send. The memory must not change until it has gone.</summary>
    SendResult Send(ReadOnlyMemory<byte> data);

    /// <summary>Nothing more will be sent: the client sees the end after what is still under way.</summary>
    void ShutdownSend();

    /// <summary>Ends everything; a pending send is reported as broken. May be called more than once, from any thread.</summary>
    /// <param name="reset">Drop the bytes that the client has not taken yet.</param>
    void Close(bool reset);
}

internal enum SendResult
{
    /// <summary>The operating system has all of it.</summary>
    Done,

    /// <summary><see cref="ISocketEvents.OnSent"/> will be called.</summary>
    Pending,

    Broken,
}

internal interface ISocketEvents
{
    void OnReadable();

    /// <summary>A part of something long has been taken: the client is alive.</summary>
    void OnSendProgress();

    void OnSent(bool broken);
}
