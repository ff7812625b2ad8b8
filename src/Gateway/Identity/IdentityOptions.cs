using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Identity;

/// <summary>Whose signatures this gateway trusts. Without keys everybody is a guest; no key is built in.</summary>
public sealed class IdentityOptions
{
    /// <summary>With more keys, a token without a key id would cost that many verifications.</summary>
    public const int MaxKeys = 16;

    /// <summary>What a token's <c>iss</c> must be. Required if there are keys.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>What a token's <c>aud</c> must be or contain. Required if there are keys.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Whether guests are refused.</summary>
    public bool Required { get; set; }

    /// <summary>Seconds by which the issuer's clock may differ from this one.</summary>
    [Range(0, 300)]
    public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>The keys, by names of the operator's choosing; several while one replaces another.</summary>
    public Dictionary<string, IdentityKeyOptions> Keys { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>One key that tokens may be signed with.</summary>
public sealed class IdentityKeyOptions
{
    /// <summary>PEM with a public key or a certificate for RS256 and ES256; the secret itself, as bytes or one line of base64, for HS256.</summary>
    [DataType("Path")]
    public string File { get; set; } = "";

    /// <summary><c>HS256</c>, <c>RS256</c> or <c>ES256</c>: the only algorithm that this key is ever used with.</summary>
    public string Algorithm { get; set; } = "";

    /// <summary>The <c>kid</c> of tokens that are signed with it; null: it is for tokens whose <c>kid</c> no other key has.</summary>
    public string? KeyId { get; set; }
}
