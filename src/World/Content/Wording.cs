using System.Globalization;

namespace Actors.World;

/// <summary>Formats what errors quote: one line of limited length, without anything that a terminal would interpret.</summary>
internal static class Wording
{
    public static string Quoted(string text) => $"\"{Shortened(text)}\"";

    public static string Shortened(string text, int longest = 60)
    {
        var cut = text.Length > longest ? text.AsSpan(0, longest) : text;
        var clean = string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
            }
        });
        return cut.Length < text.Length ? clean + "..." : clean;
    }

    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Of(Vector at) => $"[{Number(at.X)}, {Number(at.Y)}]";

    /// <summary>A message of the YAML parser in the form of our own messages.</summary>
    public static string Sentence(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + Shortened(message[1..].TrimEnd('.'), longest: 200);
}
