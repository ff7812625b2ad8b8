using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>docs/protocol.md: its examples, each a message.</summary>
internal static partial class ProtocolPage
{
    public static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "protocol.md"));

    public static IEnumerable<JsonObject> FromClient => Examples("Client to server");

    public static IEnumerable<JsonObject> FromServer => [.. Examples("Server to client"), .. Examples("Deltas"), .. Examples("Components"), .. Examples("Area of interest")];

    /// <summary>The bytes of the last block: the delta of the page in MessagePack.</summary>
    public static byte[] PackedDelta => Convert.FromHexString(Regex.Replace(Block().Matches(Section("States in MessagePack"))[^1].Groups["body"].Value, @"\s", ""));

    private static IEnumerable<JsonObject> Examples(string section) =>
        Cell().Matches(Section(section)).Concat(JsonBlock().Matches(Section(section))).Select(static match => JsonNode.Parse(match.Groups["body"].Value)!.AsObject());

    private static string Section(string title)
    {
        var start = Text.IndexOf($"## {title}\n", StringComparison.Ordinal);
        var end = Text.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        return Text[start..end];
    }

    [GeneratedRegex(@"^\| `(?<body>\{.*?\})` \|", RegexOptions.Multiline)]
    private static partial Regex Cell();

    [GeneratedRegex("```json\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("```\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
