using System.Globalization;
using System.Text;

namespace Actors.World;

/// <summary>
/// Takes out of a text what is not seen, with which one text is made to look like another, is read in another order than it is written, or hides a third: controls of
/// direction, characters of no width, fillers, and code points that mean nothing (unassigned, private, halves of one). What joins emoji stays where it does that: U+200D between
/// two of them, one variation selector behind a character, and the tags of a flag.
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
        // Most text is of ASCII alone, and none of that is hidden but the controls.
        var runes = Ascii.IsValid(text) ? null : Runes(text);
        return runes is null ? text.Where(static c => !char.IsControl(c) || char.IsWhiteSpace(c)).Select(static c => new Rune(c)) : Visible(runes);
    }

    /// <summary>Halves of a character are none.</summary>
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

    /// <summary>Between an emoji, its style or its skin, and another emoji.</summary>
    private static bool JoinsEmoji(List<Rune> runes, int at)
    {
        var before = at - 1;
        if (before > 0 && runes[before].Value == EmojiStyle)
            before--;
        return before >= 0 && at + 1 < runes.Count && IsEmoji(runes[before]) && IsEmoji(runes[at + 1]);
    }

    /// <summary>How many tags follow the flag, the last one included: a flag of a part of a country. 0: it is none.</summary>
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

    /// <summary>Pictographs, arrows and the colours of skin are symbols; letters and digits, which could be told apart by what is hidden between them, are not.</summary>
    private static bool IsEmoji(Rune rune) =>
        rune.Value is (>= 0x2190 and <= 0x21FF) or (>= 0x1F3FB and <= 0x1F3FF) || (rune.Value > 0x21FF && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol);

    private static bool IsHidden(Rune rune) => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        // Of the characters of format only the signs that stand before a number or a verse are seen.
        UnicodeCategory.Format => rune.Value is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD),
        _ => IsFiller(rune.Value),
    };

    /// <summary>Letters and marks by their category, and by Unicode's Default_Ignorable_Code_Point nothing to be seen; and the blank of Braille.</summary>
    private static bool IsFiller(int value) => value
        is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);
}
