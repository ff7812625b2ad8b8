using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Actors.WebSockets.Handshakes;

/// <summary>Header values that are lists: tokens between commas, and extensions with parameters (RFC 9110, 5.6; RFC 6455, 9.1).</summary>
internal static class HeaderLists
{
    /// <summary>The items of all headers of that name; empty ones are skipped, as RFC 9110 requires.</summary>
    public static IEnumerable<string> Items(WebSocketFields headers, string name) =>
        headers.All(name).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static bool Contains(WebSocketFields headers, string name, string token) =>
        Items(headers, name).Any(item => item.Equals(token, StringComparison.OrdinalIgnoreCase));

    public static bool TryReadTokens(WebSocketFields headers, string name, out IReadOnlyList<string> tokens)
    {
        tokens = Items(headers, name).ToArray();
        return tokens.All(HeadReader.IsToken);
    }

    /// <summary>
    /// The extensions whose offers can be parsed. The others are left out: an extension is optional, so a malformed offer is declined and no reason to refuse
    /// the connection.
    /// </summary>
    public static IReadOnlyList<ExtensionOffer> ReadExtensions(WebSocketFields headers)
    {
        var offers = new List<ExtensionOffer>();
        foreach (var value in headers.All("Sec-WebSocket-Extensions"))
        {
            for (var start = 0; start <= value.Length;)
            {
                var end = EndOfItem(value, start);
                if (TryReadOffer(value[start..end], out var offer))
                    offers.Add(offer);
                start = end + 1;
            }
        }
        return offers;
    }

    /// <summary>The position of the next comma that is not in quotes.</summary>
    private static int EndOfItem(string text, int start)
    {
        var isQuoted = false;
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == '"')
                isQuoted = !isQuoted;
            else if (text[at] == '\\' && isQuoted)
                at++;
            else if (text[at] == ',' && !isQuoted)
                return at;
        }
        return text.Length;
    }

    private static bool TryReadOffer(string text, [NotNullWhen(true)] out ExtensionOffer? offer)
    {
        offer = null;
        var at = 0;
        if (!TryReadToken(text, ref at, out var name))
            return false;
        var parameters = new List<KeyValuePair<string, string?>>();
        while (TryTake(text, ref at, ';'))
        {
            if (!TryReadToken(text, ref at, out var parameter))
                return false;
            string? value = null;
            if (TryTake(text, ref at, '=') && !TryReadQuoted(text, ref at, out value) && !TryReadToken(text, ref at, out value))
                return false;
            parameters.Add(new(parameter, value));
        }
        SkipBlanks(text, ref at);
        offer = new ExtensionOffer(name, parameters);
        return at == text.Length;
    }

    private static bool TryTake(string text, ref int at, char mark)
    {
        SkipBlanks(text, ref at);
        if (at == text.Length || text[at] != mark)
            return false;
        at++;
        SkipBlanks(text, ref at);
        return true;
    }

    private static bool TryReadToken(string text, ref int at, out string token)
    {
        SkipBlanks(text, ref at);
        var end = text.AsSpan(at).IndexOfAny(" \t,;=\"");
        token = end < 0 ? text[at..] : text.Substring(at, end);
        at += token.Length;
        return HeadReader.IsToken(token);
    }

    private static bool TryReadQuoted(string text, ref int at, out string? value)
    {
        value = null;
        if (at == text.Length || text[at] != '"')
            return false;
        var unquoted = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                at = i + 1;
                value = unquoted.ToString();
                return HeadReader.IsToken(value); // RFC 6455 allows in quotes only what is also a token without them
            }
            if (text[i] == '\\' && ++i == text.Length)
                return false;
            unquoted.Append(text[i]);
        }
        return false;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
    }
}
