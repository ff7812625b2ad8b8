using System.Net;
using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>
/// Decides who may connect where. Asked once a valid request has arrived, on the thread that read it: it must not wait.
/// </summary>
public interface IWebSocketAcceptor
{
    /// <summary>Asked once for each handshake that is well formed.</summary>
    WebSocketDecision Decide(WebSocketRequest request);
}

/// <summary>What becomes of a request: <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
public abstract record WebSocketDecision
{
    private WebSocketDecision()
    {
    }

    /// <summary>The handshake is answered with 101.</summary>
    public static WebSocketDecision Accept(Func<IClientChannel, IChannelEvents> connect, string? subprotocol = null) =>
        new Accepted(connect) { Subprotocol = subprotocol };

    /// <summary>The handshake is answered so.</summary>
    public static WebSocketDecision Refuse(HttpStatusCode status, string reason) => new Refused(status, reason);

    /// <param name="Connect">
    /// Makes the upper side of the connection. It may send at once: the message follows the answer to the handshake.
    /// If it throws, the client is answered 500.
    /// </param>
    public sealed record Accepted(Func<IClientChannel, IChannelEvents> Connect) : WebSocketDecision
    {
        /// <summary>One of those offered, or null for none.</summary>
        public string? Subprotocol { get; init; }

        /// <summary>More headers for the answer.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

        /// <summary>Takes the place of <see cref="WebSocketListenerOptions.MaxMessageBytes"/> for this connection.</summary>
        public int? MaxMessageBytes { get; init; }
    }

    /// <param name="Status">400 to 599.</param>
    /// <param name="Reason">Goes to the client as the answer's body, in plain text.</param>
    public sealed record Refused(HttpStatusCode Status, string Reason) : WebSocketDecision
    {
        /// <summary>Sent with the refusal.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
    }
}
