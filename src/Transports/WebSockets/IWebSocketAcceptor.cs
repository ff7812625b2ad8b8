using System.Net;
using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>Decides who may connect where. Called once a valid request has arrived, on the thread that read it: it must not block.</summary>
public interface IWebSocketAcceptor
{
    /// <summary>Called once for each well-formed handshake.</summary>
    WebSocketDecision Decide(WebSocketRequest request);
}

/// <summary>The decision about a request: <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
public abstract record WebSocketDecision
{
    private WebSocketDecision()
    {
    }

    /// <summary>The handshake is answered with 101.</summary>
    public static WebSocketDecision Accept(Func<IClientChannel, IChannelEvents> connect, string? subprotocol = null) =>
        new Accepted(connect) { Subprotocol = subprotocol };

    /// <summary>The handshake is answered with this status and reason.</summary>
    public static WebSocketDecision Refuse(HttpStatusCode status, string reason) => new Refused(status, reason);

    /// <param name="Connect">
    /// Makes the upper side of the connection. It may send at once: the message follows the answer to the handshake. If it throws, the client is answered with 500.
    /// </param>
    public sealed record Accepted(Func<IClientChannel, IChannelEvents> Connect) : WebSocketDecision
    {
        /// <summary>One of those offered, or null for none.</summary>
        public string? Subprotocol { get; init; }

        /// <summary>More headers for the answer.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

        /// <summary>Overrides <see cref="WebSocketListenerOptions.MaxMessageBytes"/> for this connection.</summary>
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
