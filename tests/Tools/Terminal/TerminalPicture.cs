using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Actors.Tools.Tests.Terminal;

/// <summary>What a user sees on a terminal after all that was written to it: as much of a terminal as the tools need. Letters are as wide as a cell here.</summary>
internal static partial class TerminalPicture
{
    public static string[] Of(string output)
    {
        var lines = new List<StringBuilder>();
        var (row, column, at) = (0, 0, 0);
        foreach (Match code in Codes().Matches(output))
        {
            Write(output[at..code.Index]);
            at = code.Index + code.Length;
            var numbers = code.Groups[1].Value.Split(';').Select(static number => int.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
            switch (code.Groups[2].Value)
            {
                case "H":
                    (row, column) = (Math.Max(1, numbers[0]) - 1, Math.Max(1, numbers.ElementAtOrDefault(1)) - 1);
                    break;
                case "K" when row < lines.Count:
                    lines[row].Length = Math.Min(lines[row].Length, column);
                    break;
                case "J":
                    lines.RemoveRange(Math.Min(row, lines.Count), Math.Max(0, lines.Count - row));
                    break;
            }
        }
        Write(output[at..]);
        return [.. lines.Select(static line => line.ToString().TrimEnd())];

        void Write(string text)
        {
            foreach (var letter in text)
            {
                if (letter == '\n')
                    (row, column) = (row + 1, 0);
                if (char.IsControl(letter))
                    continue;
                while (lines.Count <= row)
                    lines.Add(new StringBuilder());
                var line = lines[row];
                line.Append(' ', Math.Max(0, column + 1 - line.Length));
                line[column++] = letter;
            }
        }
    }

    [GeneratedRegex(@"\e\[\??([0-9;]*)([A-Za-z])")]
    private static partial Regex Codes();
}
