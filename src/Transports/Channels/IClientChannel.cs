using System.Net;

namespace Actors.Channels;

/// <summary>
/// One client's connection, whatever the transport. The layer above it knows no socket; the transport below it knows no game.
/// At most one message is under way: the layer above decides which messages wait and which are dropped.
/// All members may be called from any thread.
/// </summary>
public interface IClientChannel
{
    /// <summary>Null when it is not known.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>
    /// Begins to send a message. True: the operating system has taken all of it and the next may follow at once.
    /// False: it is on its way; nothing more may be given until <see cref="IChannelEvents.Writable"/> is called.
    /// On a closed channel the message is dropped and the answer is true; <see cref="IChannelEvents.Closed"/> reports the end.
    /// </summary>
    bool TrySend(EncodedMessage message);

    /// <summary>
    /// Closes as the protocol says, after the message under way; gives up and aborts when the client does not answer in time.
    /// Calls after the first do nothing.
    /// </summary>
    void Close(CloseCode code, string reason);

    /// <summary>Drops the connection now.</summary>
    void Abort();

    /// <summary>
    /// Stops taking in messages, so that the client is held back by its own transport. Called from within
    /// <see cref="IChannelEvents.Received"/> it holds for the very next message; from elsewhere one more may be on its way.
    /// A channel that closes ends the pause by itself.
    /// </summary>
    void PauseReading();

    /// <summary>Takes in messages again. Never calls <see cref="IChannelEvents.Received"/> from within.</summary>
    void ResumeReading();
}

/// <summary>
/// The events of a channel for the layer above. Never two calls of <see cref="Received"/> at once, nor two of
/// <see cref="Writable"/>; one of each may meet, on different threads. None is made from within a call to the channel.
/// </summary>
public interface IChannelEvents
{
    /// <summary>A whole message. The memory is the channel's and valid only during the call. Text is valid UTF-8.</summary>
    void Received(ReadOnlySpan<byte> payload, bool isText);

    /// <summary>
    /// The message under way has gone; the next may be sent. Not called after a send that answered true. It may come,
    /// on another thread, before the send that answers false has returned.
    /// </summary>
    void Writable();

    /// <summary>
    /// Called exactly once, last: the code and reason of whichever side spoke of closing first. 1005 when the client
    /// closed without a code, 1006 when the line broke, or was aborted, before either side had said anything.
    /// </summary>
    void Closed(CloseCode code, string reason);
}

/// <summary>Why a connection ends: the codes of RFC 6455 section 7.4.1 and its registry, used on every transport.</summary>
public enum CloseCode : ushort
{
    /// <summary>1000: done.</summary>
    Normal = 1000,
    /// <summary>1001: the server stops, or the page is left.</summary>
    GoingAway = 1001,
    /// <summary>1002: it breaks the protocol.</summary>
    ProtocolError = 1002,
    /// <summary>1003: text where binary is spoken, or the other way round.</summary>
    UnsupportedData = 1003,
    /// <summary>1005: never sent; the other side gave none.</summary>
    NoStatus = 1005,
    /// <summary>1006: never sent; the connection has broken.</summary>
    Abnormal = 1006,
    /// <summary>1007: text that is not UTF-8.</summary>
    InvalidPayload = 1007,
    /// <summary>1008: a limit, or a refused identity.</summary>
    PolicyViolation = 1008,
    /// <summary>1009: longer than is taken.</summary>
    MessageTooBig = 1009,
    /// <summary>1011: the server has failed.</summary>
    InternalError = 1011,
    /// <summary>1012: the server starts anew.</summary>
    ServiceRestart = 1012,
    /// <summary>1013: the server cannot serve it just now.</summary>
    TryAgainLater = 1013,
}
