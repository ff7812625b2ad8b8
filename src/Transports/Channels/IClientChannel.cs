using System.Net;

namespace Actors.Channels;

/// <summary>
/// One client's connection, whatever the transport. The layer above knows nothing of sockets; the transport below knows nothing of the game. At most one
/// message is being sent: the layer above decides which messages wait and which are dropped. All members may be called from any thread.
/// </summary>
public interface IClientChannel
{
    /// <summary>Null if it is not known.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>
    /// Starts to send a message. True: the operating system has taken all of it, and the next may follow at once. False: it is still being sent, and no other
    /// may be sent until <see cref="IChannelEvents.Writable"/> is called. On a closed channel the message is dropped and the result is true;
    /// <see cref="IChannelEvents.Closed"/> reports the end.
    /// </summary>
    bool TrySend(EncodedMessage message);

    /// <summary>
    /// Closes as the protocol says, after the message that is being sent; aborts if the client does not answer in time. Calls after the first do nothing.
    /// </summary>
    void Close(CloseCode code, string reason);

    /// <summary>Drops the connection now.</summary>
    void Abort();

    /// <summary>
    /// Stops receiving messages, so that the client's own transport holds it back. If called within <see cref="IChannelEvents.Received"/>, the very next
    /// message is held back; if called from elsewhere, one more may still come. A channel that closes ends the pause by itself.
    /// </summary>
    void PauseReading();

    /// <summary>Receives messages again. Never calls <see cref="IChannelEvents.Received"/> from within.</summary>
    void ResumeReading();
}

/// <summary>
/// The events of a channel for the layer above. Two calls of <see cref="Received"/> never overlap, nor do two of <see cref="Writable"/>; one of each may, on
/// different threads. None is made from within a call to the channel.
/// </summary>
public interface IChannelEvents
{
    /// <summary>A whole message. The memory belongs to the channel and is valid only during the call. Text is valid UTF-8.</summary>
    void Received(ReadOnlySpan<byte> payload, bool isText);

    /// <summary>
    /// The message has been sent; the next may follow. Not called after a send that returned true. It may be called, on another thread, before the send that
    /// returns false has returned.
    /// </summary>
    void Writable();

    /// <summary>
    /// Called exactly once, last, with the code and reason of the side that closed first. 1005 if the client closed without a code, 1006 if the connection
    /// broke, or was aborted, before either side had closed it.
    /// </summary>
    void Closed(CloseCode code, string reason);
}

/// <summary>Why a connection ends: the codes of RFC 6455 section 7.4.1 and its registry, used on every transport.</summary>
public enum CloseCode : ushort
{
    /// <summary>1000: done.</summary>
    Normal = 1000,
    /// <summary>1001: the server is stopping, or the user has left the page.</summary>
    GoingAway = 1001,
    /// <summary>1002: the other side broke the protocol.</summary>
    ProtocolError = 1002,
    /// <summary>1003: text where binary is expected, or the other way round.</summary>
    UnsupportedData = 1003,
    /// <summary>1005: never sent; the other side gave no code.</summary>
    NoStatus = 1005,
    /// <summary>1006: never sent; the connection has broken.</summary>
    Abnormal = 1006,
    /// <summary>1007: text that is not UTF-8.</summary>
    InvalidPayload = 1007,
    /// <summary>1008: a limit, or a refused identity.</summary>
    PolicyViolation = 1008,
    /// <summary>1009: longer than the limit.</summary>
    MessageTooBig = 1009,
    /// <summary>1011: the server has failed.</summary>
    InternalError = 1011,
    /// <summary>1012: the server restarts.</summary>
    ServiceRestart = 1012,
    /// <summary>1013: the server cannot serve the client just now.</summary>
    TryAgainLater = 1013,
}
