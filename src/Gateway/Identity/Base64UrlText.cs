using System.Buffers;
using System.Buffers.Text;

namespace Actors.Gateway.Identity;

/// <summary>Base64url as in RFC 7515: no padding, no whitespace, and only one way to write each sequence of bytes.</summary>
internal static class Base64UrlText
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        // The platform's decoder would skip whitespace and accept padding. It does reject bits after the last byte, which would give a token several spellings.
        if (text.ContainsAnyExcept(Alphabet))
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var status = Base64Url.DecodeFromChars(text, bytes, out _, out var length);
        return status == OperationStatus.Done ? bytes[..length] : null;
    }
}
