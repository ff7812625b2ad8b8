namespace Actors.World;

/// <summary>Parses typed lines.</summary>
public static class CommandLine
{
    private const int MaxLineLength = 2000;
    private const int LongestMeant = 20;

    /// <summary>A command of the rules, or a refusal that suggests the verb which may have been meant.</summary>
    public static ParseResult Parse(string line, RuleSet rules)
    {
        if (line.Length > MaxLineLength)
            return new Rejected(Codes.TextTooLong, $"A line has at most {MaxLineLength} characters.");
        line = Clean(line);
        if (line.Length == 0)
            return new Rejected(Codes.BadArgument, "Say something. Type help for what you can do.");
        // The old short forms need no space: "hello, 'hello and :waves.
        var (word, rest) = line[0] switch
        {
            '"' or '\'' => ("say", line[1..].Trim().TrimEnd('"')),
            ':' => ("emote", line[1..].Trim()),
            _ => Split(line),
        };
        if (rules.Words.TryGetValue(word, out var verb))
            return verb.Parse(rest);
        if (rest.Length == 0 && Directions.TryParse(word, out var direction))
            return new Go(direction);
        return Unknown(line, word, rules);
    }

    /// <summary>The command of a verb with its arguments, or a refusal.</summary>
    public static ParseResult Parse(Invoke invoke, RuleSet rules)
    {
        if (invoke.Arguments.Length > MaxLineLength)
            return new Rejected(Codes.TextTooLong, $"Arguments have at most {MaxLineLength} characters.");
        if (!rules.Words.TryGetValue(invoke.Verb, out var verb))
            return Unknown(invoke.Verb, invoke.Verb, rules);
        return invoke.Arguments.StartsWith('{') ? verb.ReadArguments(invoke.Arguments) : verb.Parse(Clean(invoke.Arguments));
    }

    /// <summary>The name of a thing without the article before it.</summary>
    public static string WithoutArticle(string what)
    {
        what = what.Trim();
        foreach (var article in (ReadOnlySpan<string>)["the ", "a ", "an "])
        {
            if (what.StartsWith(article, StringComparison.OrdinalIgnoreCase))
                return what[article.Length..].Trim();
        }
        return what;
    }

    /// <summary>The text trimmed, without invisible characters, and with white space as single blanks.</summary>
    public static string Clean(string text)
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

    private static Rejected Unknown(string line, string word, RuleSet rules)
    {
        var known = rules.Words.Keys.Concat(Directions.Long).Where(static known => known.Length > 2).Order(StringComparer.Ordinal);
        var meant = word.Length > LongestMeant ? null : Nearest.To(word, known);
        return new Rejected(Codes.Unknown, $"I don't understand \"{Shortened(line)}\"." + (meant is null ? "" : $" Did you mean \"{meant}\"?"));
    }

    private static string Shortened(string line) => line.Length <= 60 ? line : line[..60] + "...";
}
