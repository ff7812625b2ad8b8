using System.Net;
using System.Text;

namespace Actors.WebSockets.Handshakes;

/// <summary>"GET /path?query HTTP/1.1" (RFC 9112, 3). The target may be absolute, as a proxy would send it.</summary>
internal static class RequestLine
{
    public static Refusal? TryParse(ReadOnlySpan<byte> line, out string method, out string path, out WebSocketFields query)
    {
        method = path = "";
        query = new WebSocketFields(StringComparison.Ordinal);
        var firstBlank = line.IndexOf((byte)' ');
        var lastBlank = line.LastIndexOf((byte)' ');
        if (firstBlank < 0 || firstBlank == lastBlank || !HeadReader.IsToken(line[..firstBlank]))
            return Refusal.Malformed("The request line is not METHOD TARGET VERSION.");

        var version = line[(lastBlank + 1)..];
        if (version.Length != 8 || !version.StartsWith("HTTP/"u8) || version[6] != '.' || !IsDigit(version[5]) || !IsDigit(version[7]))
            return Refusal.Malformed("The request line names no HTTP version.");
        if (!version.SequenceEqual("HTTP/1.1"u8))
            return new Refusal((int)HttpStatusCode.HttpVersionNotSupported, "A WebSocket begins with HTTP/1.1.");

        method = Encoding.ASCII.GetString(line[..firstBlank]);
        var target = line[(firstBlank + 1)..lastBlank];
        if (target.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) >= 0 || target.Contains((byte)'#'))
            return Refusal.Malformed("The target has characters that must be encoded.");
        target = WithoutAuthority(target);
        if (target.IsEmpty || target[0] != '/')
            return Refusal.Malformed("The target is no path.");

        var mark = target.IndexOf((byte)'?');
        if (!PercentDecoding.TryDecode(mark < 0 ? target : target[..mark], plusIsBlank: false, out path)
            || (mark >= 0 && !TryReadQuery(target[(mark + 1)..], query)))
        {
            return Refusal.Malformed("The target is not properly percent-encoded UTF-8.");
        }
        return null;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    private static ReadOnlySpan<byte> WithoutAuthority(ReadOnlySpan<byte> target)
    {
        var scheme = target.IndexOf("://"u8);
        if (scheme <= 0 || target[..scheme].ContainsAny((byte)'/', (byte)'?'))
            return target;
        var rest = target[(scheme + 3)..];
        var path = rest.IndexOfAny((byte)'/', (byte)'?');
        if (path < 0)
            return "/"u8;
        return rest[path] == '/' ? rest[path..] : (byte[])[(byte)'/', .. rest[path..]];
    }

    private static bool TryReadQuery(ReadOnlySpan<byte> text, WebSocketFields query)
    {
        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf((byte)'=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? default : pair[(equals + 1)..];
            if (!PercentDecoding.TryDecode(name, plusIsBlank: true, out var decodedName)
                || !PercentDecoding.TryDecode(value, plusIsBlank: true, out var decodedValue))
            {
                return false;
            }
            query.Add(decodedName, decodedValue);
        }
        return true;
    }
}
