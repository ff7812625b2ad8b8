using System.Globalization;
using System.Text;

namespace Actors.Tools.Inspect;

/// <summary>Makes received text fit for one line of a terminal: nothing in it can move the cursor or begin another line.</summary>
internal static class OneLine
{
    /// <summary>JSON, whole or cut: without the white space between its parts. Other text is unchanged.</summary>
    public static void AppendJson(string text, StringBuilder into)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{') && !text.AsSpan().TrimStart().StartsWith('['))
        {
            AppendEscaped(text, into, quoted: false);
            return;
        }
        var (inString, escaped) = (false, false);
        foreach (var letter in text)
        {
            if (!inString && letter is (' ' or '\t' or '\r' or '\n'))
                continue;
            AppendEscaped(letter, into);
            if (letter == '"' && !escaped)
                inString = !inString;
            escaped = letter == '\\' && !escaped;
        }
    }

    public static void AppendEscaped(string text, StringBuilder into, bool quoted)
    {
        foreach (var letter in text)
        {
            if (quoted && letter is ('"' or '\\'))
                into.Append('\\');
            AppendEscaped(letter, into);
        }
    }

    private static void AppendEscaped(char letter, StringBuilder into)
    {
        // Control characters, and those that reverse the direction of the text
        if (char.IsControl(letter) || letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029')
            into.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        else
            into.Append(letter);
    }
}
