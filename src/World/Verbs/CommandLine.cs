namespace Actors.World;

/// <summary>Reads typed lines.</summary>
public static class CommandLine
{
    private const int MaxLineLength = 2000;

    /// <summary>A command, or a refusal that names the verb which may have been meant.</summary>
    public static ParsedLine Parse(string line)
    {
        if (line.Length > MaxLineLength)
            return Refuse(Codes.TextTooLong, $"A line has at most {MaxLineLength} characters.");
        line = Clean(line);
        if (line.Length == 0)
            return Refuse(Codes.BadArgument, "Say something. Type help for what you can do.");
        // The old short forms need no space: "hello, 'hello and :waves.
        var (word, rest) = line[0] switch
        {
            '"' or '\'' => ("say", line[1..].Trim().TrimEnd('"')),
            ':' => ("emote", line[1..].Trim()),
            _ => Split(line),
        };
        if (VerbTable.ByWord.TryGetValue(word, out var verb))
            return verb.Parse(rest);
        if (rest.Length == 0 && Directions.TryParse(word, out var direction))
            return new ParsedLine(new Go(direction), null);
        var meant = Nearest(word);
        return Refuse(Codes.Unknown, $"I don't understand \"{Shortened(line)}\"." + (meant is null ? "" : $" Did you mean \"{meant}\"?"));
    }

    /// <summary>Trimmed, with what cannot be seen out and white space as single blanks.</summary>
    internal static string Clean(string text)
    {
        var clean = new System.Text.StringBuilder(text.Length);
        foreach (var rune in VisibleText.Of(text))
        {
            if (!System.Text.Rune.IsWhiteSpace(rune))
                clean.Append(rune);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }
        return clean.ToString().TrimEnd();
    }

    private static (string Word, string Behind) Split(string line) =>
        line.IndexOf(' ') is var at && at < 0 ? (line, "") : (line[..at], line[(at + 1)..].Trim());

    private static ParsedLine Refuse(string code, string text) => new(null, new Rejected(code, text));

    private static string Shortened(string line) => line.Length <= 60 ? line : line[..60] + "...";

    private static string? Nearest(string word)
    {
        if (word.Length > 20)
            return null;
        var best = VerbTable.ByWord.Keys.Concat(Directions.Long)
            .Where(static known => known.Length > 2)
            .Select(known => (known, distance: EditDistance(word.ToLowerInvariant(), known)))
            .OrderBy(static entry => entry.distance).ThenBy(static entry => entry.known, StringComparer.Ordinal)
            .First();
        return best.distance <= Math.Max(1, word.Length / 3) ? best.known : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int EditDistance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replace, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[a.Length, b.Length];
    }
}
