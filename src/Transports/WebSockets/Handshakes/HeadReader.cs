using System.Buffers;
using System.Net;
using System.Text;

namespace Actors.WebSockets.Handshakes;

/// <summary>
/// Lines and header fields strictly by RFC 9112: CR LF only, no folding, no blank before a colon. Whatever a proxy in front might read differently is refused,
/// not guessed at.
/// </summary>
internal static class HeadReader
{
    private const int MaxFields = 100;

    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> NotInValues = SearchValues.Create(
        Enumerable.Range(0, 0x20).Where(b => b != '\t').Append(0x7F).Select(b => (byte)b).ToArray());

    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes.IndexOfAnyExcept(TokenBytes) < 0;

    public static bool IsToken(string text) => IsToken(Encoding.Latin1.GetBytes(text));

    /// <summary>Whether text is valid as a header's value: without line breaks, which would begin another header.</summary>
    public static bool IsValue(string text) => text.All(c => c < 0x100) && Encoding.Latin1.GetBytes(text).AsSpan().IndexOfAny(NotInValues) < 0;

    public static bool TryReadLine(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        line = default;
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 || end + 1 >= rest.Length || rest[end] != '\r' || rest[end + 1] != '\n')
            return false;
        line = rest[..end];
        rest = rest[(end + 2)..];
        return true;
    }

    /// <summary>Reads up to and including the empty line.</summary>
    public static Refusal? TryReadFields(ReadOnlySpan<byte> rest, out WebSocketFields fields)
    {
        fields = new WebSocketFields(StringComparison.OrdinalIgnoreCase);
        while (true)
        {
            if (!TryReadLine(ref rest, out var line))
                return Refusal.Malformed("A line does not end with CR LF.");
            if (line.IsEmpty)
                return null;
            if (fields.Count == MaxFields)
                return new Refusal((int)HttpStatusCode.RequestHeaderFieldsTooLarge, $"More than {MaxFields} headers.");
            var colon = line.IndexOf((byte)':');
            if (colon < 0 || !IsToken(line[..colon]))
                return Refusal.Malformed("A header has no proper name.");
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (value.IndexOfAny(NotInValues) >= 0)
                return Refusal.Malformed("A header has a control character.");
            fields.Add(Encoding.ASCII.GetString(line[..colon]), Encoding.Latin1.GetString(value));
        }
    }
}
