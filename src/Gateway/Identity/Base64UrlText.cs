using System.Buffers;
using System.Buffers.Text;

namespace Actors.Gateway.Identity;

/// <summary>Base64url as RFC 7515 has it: no padding, no blanks, and one way only to write each sequence of bytes.</summary>
internal static class Base64UrlText
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Alphabet) || text.Length % 4 == 1)
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != text.Length * 3 / 4)
            return null;
        // The last character may have bits that stand for nothing: the same token would have several spellings.
        Span<char> tail = stackalloc char[4];
        var rest = length % 3;
        return rest == 0 || (Base64Url.TryEncodeToChars(bytes.AsSpan(length - rest, rest), tail, out var written) && text.EndsWith(tail[..written]))
            ? bytes[..length]
            : null;
    }
}
