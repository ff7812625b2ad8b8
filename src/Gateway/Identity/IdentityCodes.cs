namespace Actors.Gateway.Identity;

/// <summary>The codes that a refused client gets: stable, and not detailed enough to help a forger.</summary>
public static class IdentityCodes
{
    /// <summary>The token has expired.</summary>
    public const string Expired = "token_expired";
    /// <summary>The token is not valid yet.</summary>
    public const string NotYetValid = "token_not_yet_valid";
    /// <summary>The token is not signed by an issuer that this server trusts, or is not meant for this server.</summary>
    public const string Invalid = "token_invalid";
    /// <summary>This server admits nobody without a signed token.</summary>
    public const string Required = "token_required";
}
