namespace Actors.WebSockets.Handshakes;

/// <summary>The head of an HTTP/1.1 request, well-formed but not yet checked against any rule.</summary>
internal sealed record RequestHead(string Method, string Path, WebSocketFields Query, WebSocketFields Headers)
{
    /// <summary>Parses a whole head, its empty line included. Exactly one of the two results is not null.</summary>
    public static Refusal? TryParse(ReadOnlySpan<byte> bytes, out RequestHead? head)
    {
        head = null;
        var rest = bytes;
        if (!HeadReader.TryReadLine(ref rest, out var requestLine))
            return Refusal.Malformed("A line does not end with CR LF.");
        var refusal = RequestLine.TryParse(requestLine, out var method, out var path, out var query);
        if (refusal is not null)
            return refusal;
        refusal = HeadReader.TryReadFields(rest, out var headers);
        if (refusal is null)
            head = new RequestHead(method, path, query, headers);
        return refusal;
    }
}
