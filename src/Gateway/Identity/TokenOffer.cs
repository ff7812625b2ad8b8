using Actors.WebSockets;

namespace Actors.Gateway.Identity;

/// <summary>
/// Where a WebSocket request has the client's token: the <c>Authorization</c> header, for programs; a subprotocol of its own, for pages, which cannot set headers; the
/// query, which proxies and browsers keep in their logs.
/// </summary>
internal static class TokenOffer
{
    /// <summary>Offered beside the real subprotocol and never chosen, so that the token is not sent back.</summary>
    public const string SubprotocolPrefix = "actors.bearer.";

    private const string Scheme = "Bearer ";

    public static string? Of(WebSocketRequest request) => OfHeader(request) ?? OfSubprotocol(request) ?? request.Query["token"];

    private static string? OfHeader(WebSocketRequest request) =>
        request.Headers["Authorization"] is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim(' ') : null;

    private static string? OfSubprotocol(WebSocketRequest request) =>
        request.Subprotocols.FirstOrDefault(static offered => offered.StartsWith(SubprotocolPrefix, StringComparison.Ordinal))?[SubprotocolPrefix.Length..];
}
