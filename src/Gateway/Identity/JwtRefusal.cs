namespace Actors.Gateway.Identity;

/// <summary>Why a token is invalid. For the operator's metrics; a client gets less.</summary>
internal enum JwtRefusal
{
    /// <summary>More than <see cref="JwtValidator.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>Not three parts of base64url with JSON objects in the first two.</summary>
    Malformed,

    /// <summary>An algorithm that is not known, or not the key's.</summary>
    Algorithm,

    /// <summary>Its header requires something that is not understood: <c>crit</c>, or a <c>typ</c> that is not JWT.</summary>
    Header,

    /// <summary>No key has its <c>kid</c>.</summary>
    Key,

    Signature,
    Expired,

    /// <summary>By <c>nbf</c>, or issued in the future.</summary>
    NotYetValid,

    Issuer,
    Audience,

    /// <summary>A claim is missing or is not of its type: <c>exp</c>, <c>sub</c>, <c>name</c>.</summary>
    Claims,
}

/// <summary>The outcome of a token: its identity, or why it is invalid. Exactly one is not null.</summary>
internal readonly record struct JwtResult(SignedIdentity? Identity, JwtRefusal? Refusal)
{
    public static implicit operator JwtResult(JwtRefusal why) => new(null, why);

    public static implicit operator JwtResult(SignedIdentity identity) => new(identity, null);
}
