using System.Globalization;
using System.Text;

namespace Actors.Tools.Inspect;

/// <summary>The head of a request or a response: its first line, and the few fields that tell what follows.</summary>
internal sealed class HttpHead
{
    private static readonly string[] Shown =
        ["Upgrade", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Origin", "Content-Type", "Content-Length", "Transfer-Encoding", "Retry-After"];
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private HttpHead(string firstLine) => FirstLine = firstLine;

    public string FirstLine { get; }

    public bool IsResponse => FirstLine.StartsWith("HTTP/", StringComparison.Ordinal);

    /// <summary>0 in a request.</summary>
    public int Status => IsResponse && FirstLine.Split(' ') is [_, var code, ..] && int.TryParse(code, CultureInfo.InvariantCulture, out var status) ? status : 0;

    public string Method => FirstLine.Split(' ')[0];

    public string Target => FirstLine.Split(' ') is [_, var target, ..] ? target : "";

    public bool AsksForWebSocket => !IsResponse && string.Equals(this["Upgrade"], "websocket", StringComparison.OrdinalIgnoreCase);

    public bool IsChunked => this["Transfer-Encoding"]?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true;

    public long? ContentLength => long.TryParse(this["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    public string? this[string field] => _fields.GetValueOrDefault(field);

    public static HttpHead Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n', StringSplitOptions.TrimEntries);
        var head = new HttpHead(lines[0]);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                head._fields[line[..colon]] = line[(colon + 1)..].Trim();
        }
        return head;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        OneLine.AppendEscaped(FirstLine, text, quoted: false);
        foreach (var field in Shown)
        {
            if (this[field] is { } value)
                OneLine.AppendEscaped($"; {field}: {value}", text, quoted: false);
        }
        return text.ToString();
    }
}
