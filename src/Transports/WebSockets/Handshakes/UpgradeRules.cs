using System.Net;

namespace Actors.WebSockets.Handshakes;

/// <summary>The requirements of a WebSocket request (RFC 6455, 4.2.1), in the order in which they are checked.</summary>
internal static class UpgradeRules
{
    private static readonly (string, string) OurVersion = ("Sec-WebSocket-Version", "13");

    /// <summary>Exactly one of the two results is not null.</summary>
    public static Refusal? TryAccept(
        RequestHead head, IList<string> allowedOrigins, EndPoint? remoteEndPoint, bool isSecure, out WebSocketRequest? request)
    {
        request = null;
        var refusal = Check(head, allowedOrigins);
        if (refusal is not null)
            return refusal;
        if (!HeaderLists.TryReadTokens(head.Headers, "Sec-WebSocket-Protocol", out var subprotocols))
            return Refusal.Malformed("Sec-WebSocket-Protocol is a list of tokens.");
        request = new WebSocketRequest
        {
            Path = head.Path,
            Query = head.Query,
            Headers = head.Headers,
            Subprotocols = subprotocols,
            Extensions = HeaderLists.ReadExtensions(head.Headers),
            Host = head.Headers["Host"]!,
            Origin = head.Headers["Origin"],
            RemoteEndPoint = remoteEndPoint,
            IsSecure = isSecure,
        };
        return null;
    }

    private static Refusal? Check(RequestHead head, IList<string> allowedOrigins)
    {
        var headers = head.Headers;
        if (head.Method != "GET")
            return new Refusal((int)HttpStatusCode.MethodNotAllowed, "A WebSocket begins with GET.", ("Allow", "GET"));
        if (headers.All("Host").Count() != 1)
            return Refusal.Malformed("There must be one Host header.");
        // Bytes after the head would be read as frames, so a body must be neither present nor announced
        if (headers["Transfer-Encoding"] is not null || headers.All("Content-Length").Any(length => length != "0"))
            return Refusal.Malformed("A WebSocket request has no body.");
        if (!HeaderLists.Contains(headers, "Upgrade", "websocket") || !HeaderLists.Contains(headers, "Connection", "Upgrade"))
        {
            return new Refusal(
                (int)HttpStatusCode.UpgradeRequired,
                "This is a WebSocket server: connect with a WebSocket client.",
                ("Upgrade", "websocket"),
                OurVersion);
        }
        if (headers.All("Sec-WebSocket-Version").ToArray() is not ["13"])
        {
            return new Refusal(
                (int)HttpStatusCode.UpgradeRequired,
                "Only version 13 of the WebSocket protocol (RFC 6455) is spoken here.",
                ("Upgrade", "websocket"),
                OurVersion);
        }
        if (headers.All("Sec-WebSocket-Key").ToArray() is not [var key] || !IsKey(key))
            return Refusal.Malformed("There must be one Sec-WebSocket-Key of 16 bytes in base64.");
        if (headers.All("Origin").Skip(1).Any())
            return Refusal.Malformed("There may be one Origin.");
        return MayComeFrom(headers["Origin"], allowedOrigins)
            ? null
            : new Refusal((int)HttpStatusCode.Forbidden, "Pages of this origin may not connect here.");
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[16];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out var length) && length == 16;
    }

    /// <summary>Only a browser must name its origin, and only a browser is bound by it.</summary>
    private static bool MayComeFrom(string? origin, IList<string> allowed) =>
        origin is null || allowed.Count == 0 || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
