namespace Actors.World;

/// <summary>Finds what an author may have meant by an unknown word, in content and in options.</summary>
public static class Nearest
{
    /// <summary>The end of an error message: <c>; did you mean "plaza"?</c>, or empty when no known word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        To(word, known) is { } near ? $"; did you mean {Wording.Quoted(near)}?" : "";

    /// <summary>The known word with the smallest edit distance, the first of several; null when more than a third of the letters would be wrong.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > ContentLimits.NameLength)
        {
            return null;
        }

        string? best = null;
        var fewest = (Math.Max(word.Length, 3) / 3) + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) < fewest
                && candidate.Length <= ContentLimits.NameLength
                && Slips(word, candidate) is var slips && slips < fewest)
            {
                (best, fewest) = (candidate, slips);
            }
        }

        return best;
    }

    /// <summary>The restricted Damerau-Levenshtein distance: letters missing, added, wrong or swapped with their neighbour. Case costs nothing.</summary>
    private static int Slips(string a, string b)
    {
        Span<int> older = stackalloc int[b.Length + 1];
        Span<int> above = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var wrong = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + wrong);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], older[j - 2] + 1);
                }
            }

            var spare = older;
            older = above;
            above = row;
            row = spare;
        }

        return above[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
