using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Actors.WebSockets.Handshakes;

/// <summary>The server's answers to requests, as bytes.</summary>
internal static class Answers
{
    public static byte[] Accept(string key, string? subprotocol, string? extension, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var text = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        Append(text, "Sec-WebSocket-Accept", AcceptKey(key));
        if (subprotocol is not null)
            Append(text, "Sec-WebSocket-Protocol", subprotocol);
        if (extension is not null)
            Append(text, "Sec-WebSocket-Extensions", extension);
        foreach (var (name, value) in headers)
            Append(text, name, value);
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    public static byte[] Refuse(Refusal refusal)
    {
        var body = Encoding.UTF8.GetBytes(refusal.Text + "\n");
        var text = new StringBuilder($"HTTP/1.1 {refusal.Status} {ReasonPhrase(refusal.Status)}\r\n");
        Append(text, "Connection", refusal.Headers.Any(header => header.Name == "Upgrade") ? "Upgrade, close" : "close");
        foreach (var (name, value) in refusal.Headers)
            Append(text, name, value);
        Append(text, "Content-Type", "text/plain; charset=utf-8");
        Append(text, "Content-Length", body.Length.ToString());
        return [.. Encoding.Latin1.GetBytes(text.Append("\r\n").ToString()), .. body];
    }

    /// <summary>RFC 6455, 4.2.2: proves that the server has read this very request and speaks WebSocket.</summary>
    private static string AcceptKey(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));

    /// <summary>The runtime knows the phrases, but only writes them in its own answers.</summary>
    private static string? ReasonPhrase(int status)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        return answer.ReasonPhrase;
    }

    private static void Append(StringBuilder text, string name, string value) =>
        text.Append(name).Append(": ").Append(value).Append("\r\n");
}
