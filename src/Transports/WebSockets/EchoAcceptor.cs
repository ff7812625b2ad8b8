using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>
/// Sends every text and binary message back as it came, to clients that request one path; all other requests go to the next acceptor. It is for checking a
/// network or this listener (a conformance suite runs against it), not for playing.
/// </summary>
/// <param name="path">"/echo".</param>
/// <param name="maxMessageBytes">The longest message on that path; at most <see cref="WebSocketListenerOptions.MaxPartialBytes"/>.</param>
/// <param name="next">Decides on all other paths.</param>
public sealed class EchoAcceptor(string path, int maxMessageBytes, IWebSocketAcceptor next) : IWebSocketAcceptor
{
    /// <inheritdoc/>
    public WebSocketDecision Decide(WebSocketRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Path != path)
            return next.Decide(request);
        return new WebSocketDecision.Accepted(channel => new Echo(channel)) { MaxMessageBytes = maxMessageBytes };
    }

    /// <summary>
    /// Holds at most one message: until the client has taken it, no other is read. It pauses before the send, since another thread may report the end of the
    /// send before the send has returned.
    /// </summary>
    private sealed class Echo(IClientChannel channel) : IChannelEvents
    {
        public void Received(ReadOnlySpan<byte> payload, bool isText)
        {
            channel.PauseReading();
            if (channel.TrySend(EncodedMessage.Copy(payload, isText)))
                channel.ResumeReading();
        }

        public void Writable() => channel.ResumeReading();

        public void Closed(CloseCode code, string reason)
        {
        }
    }
}
