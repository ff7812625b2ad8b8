namespace Actors.Gateway.Identity;

/// <summary>What a token that is not a signed one can be.</summary>
internal enum GuestTokenKind
{
    /// <summary>A token that this server has made, or that has its mark. If it is unknown, its guest has been deleted.</summary>
    Issued,

    /// <summary>A token that a client may have made up: it belongs to its guest from its first use on.</summary>
    Chosen,

    /// <summary>Too short to be a secret, too long to be one, or in the form of a signed one.</summary>
    Unusable,
}

/// <summary>
/// Tokens of guests. Those that the server makes begin with a mark, so that the token of a deleted guest, or a mistyped one, is not taken for a secret of the client's
/// own making. A signed token has dots, and a guest's has none: neither passes for the other.
/// </summary>
internal static class GuestToken
{
    /// <summary>A random UUID without its hyphens has 32; a token with fewer characters than this minimum can be guessed.</summary>
    public const int MinChosenLength = 16;

    public const int MaxChosenLength = 512;

    /// <summary>Bytes of randomness in a token that the server makes.</summary>
    public const int RandomBytes = 24;

    private const string Mark = "ag1_";

    public static string Issue(ReadOnlySpan<byte> random) => Mark + System.Buffers.Text.Base64Url.EncodeToString(random);

    public static GuestTokenKind KindOf(string token)
    {
        if (token.StartsWith(Mark, StringComparison.Ordinal))
            return GuestTokenKind.Issued;
        return token.Length is >= MinChosenLength and <= MaxChosenLength && !token.Contains('.') ? GuestTokenKind.Chosen : GuestTokenKind.Unusable;
    }
}
