using System.Globalization;
using System.Text;

namespace Actors.World;

/// <summary>
/// Removes invisible characters, which make one text look like another, change the order in which it is read, or hide more text in it: controls of direction,
/// characters of no width, fillers, and code points that mean nothing (unassigned, private use, unpaired surrogates). What joins emoji stays where it does that:
/// U+200D between two of them, one variation selector after a character, and the tags of a flag.
/// </summary>
internal static class VisibleText
{
    private const int Joiner = 0x200D;
    private const int TextStyle = 0xFE0E;
    private const int EmojiStyle = 0xFE0F;
    private const int BlackFlag = 0x1F3F4;
    private const int LastTag = 0xE007F;

    public static IEnumerable<Rune> Of(string text)
    {
        // Most text is pure ASCII, in which only the control characters are hidden.
        var runes = Ascii.IsValid(text) ? null : Runes(text);
        return runes is null ? text.Where(static c => !char.IsControl(c) || char.IsWhiteSpace(c)).Select(static c => new Rune(c)) : Visible(runes);
    }

    /// <summary>Unpaired surrogates are dropped.</summary>
    private static List<Rune> Runes(string text)
    {
        var runes = new List<Rune>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            if (isWhole)
                runes.Add(rune);
            at += isWhole ? rune.Utf16SequenceLength : 1;
        }
        return runes;
    }

    private static IEnumerable<Rune> Visible(List<Rune> runes)
    {
        for (var at = 0; at < runes.Count; at++)
        {
            var value = runes[at].Value;
            if (value == BlackFlag && TagsBehind(runes, at) is > 0 and var tags)
            {
                for (var end = at + tags; at < end; at++)
                    yield return runes[at];
                yield return runes[at];
            }
            else if (value == Joiner ? JoinsEmoji(runes, at) : value is TextStyle or EmojiStyle ? at > 0 && !IsHidden(runes[at - 1]) && !Rune.IsWhiteSpace(runes[at - 1]) : !IsHidden(runes[at]))
                yield return runes[at];
        }
    }

    /// <summary>Whether the joiner is between an emoji, with its style or skin colour, and another emoji.</summary>
    private static bool JoinsEmoji(List<Rune> runes, int at)
    {
        var before = at - 1;
        if (before > 0 && runes[before].Value == EmojiStyle)
            before--;
        return before >= 0 && at + 1 < runes.Count && IsEmoji(runes[before]) && IsEmoji(runes[at + 1]);
    }

    /// <summary>How many tags follow the flag, including the last one, which ends them: the flag of a part of a country. 0: it is not such a flag.</summary>
    private static int TagsBehind(List<Rune> runes, int flag)
    {
        const int Longest = 7;
        for (var tags = 1; tags <= Longest && flag + tags < runes.Count; tags++)
        {
            var value = runes[flag + tags].Value;
            if (value == LastTag)
                return tags > 1 ? tags : 0;
            if (value is not ((>= 0xE0030 and <= 0xE0039) or (>= 0xE0061 and <= 0xE007A)))
                return 0;
        }
        return 0;
    }

    /// <summary>Pictographs, arrows and skin colours are symbols. Letters and digits are not: what is hidden between them could make equal-looking texts differ.</summary>
    private static bool IsEmoji(Rune rune) =>
        rune.Value is (>= 0x2190 and <= 0x21FF) or (>= 0x1F3FB and <= 0x1F3FF) || (rune.Value > 0x21FF && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol);

    private static bool IsHidden(Rune rune) => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        // Of the format characters, only the signs before a number or a verse are visible.
        UnicodeCategory.Format => rune.Value is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD),
        _ => IsFiller(rune.Value),
    };

    /// <summary>Letters and marks by their category, but invisible by Unicode's Default_Ignorable_Code_Point; and the blank of Braille.</summary>
    private static bool IsFiller(int value) => value
        is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);
}
