namespace Actors.Gateway.Identity;

/// <summary>The codes that a refused client gets: stable, and not so fine that they help a forger.</summary>
public static class IdentityCodes
{
    public const string Expired = "token_expired";
    public const string NotYetValid = "token_not_yet_valid";
    public const string Invalid = "token_invalid";
    public const string Required = "token_required";
}
