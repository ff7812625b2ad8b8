namespace Actors.Gateway.Identity;

/// <summary>The codes that a refused client gets: stable, and not so fine that they help a forger.</summary>
public static class IdentityCodes
{
    /// <summary>Its time is over.</summary>
    public const string Expired = "token_expired";
    /// <summary>Its time has not come.</summary>
    public const string NotYetValid = "token_not_yet_valid";
    /// <summary>It is not signed by whom this server believes, or is not for it.</summary>
    public const string Invalid = "token_invalid";
    /// <summary>This server knows nobody without a signed token.</summary>
    public const string Required = "token_required";
}
