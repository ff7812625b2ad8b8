using System.Net;

namespace Actors.WebSockets;

/// <summary>A valid request for a WebSocket, for an <see cref="IWebSocketAcceptor"/> to decide on.</summary>
public sealed class WebSocketRequest
{
    internal WebSocketRequest()
    {
    }

    /// <summary>Decoded, without the query: "/echo". Never empty.</summary>
    public required string Path { get; init; }

    /// <summary>Decoded.</summary>
    public required WebSocketFields Query { get; init; }

    /// <summary>By name, case-insensitive.</summary>
    public required WebSocketFields Headers { get; init; }

    /// <summary>As offered, in the client's order of preference.</summary>
    public required IReadOnlyList<string> Subprotocols { get; init; }

    /// <summary>As offered, in the client's order of preference.</summary>
    public required IReadOnlyList<ExtensionOffer> Extensions { get; init; }

    /// <summary>The server's name, as the client gives it.</summary>
    public required string Host { get; init; }

    /// <summary>The web page's origin; null if the client is not a browser.</summary>
    public string? Origin { get; init; }

    /// <summary>Null if it is not known.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>Whether the client connected by TLS.</summary>
    public bool IsSecure { get; init; }
}

/// <summary>An extension that the client offers (RFC 6455, 9.1). A parameter without a value has null.</summary>
public sealed record ExtensionOffer(string Name, IReadOnlyList<KeyValuePair<string, string?>> Parameters);
