namespace Actors.Gateway.Identity;

/// <summary>What a client that is refused is told: stable, and not so fine that it helps a forger.</summary>
public static class IdentityCodes
{
    public const string Expired = "token_expired";
    public const string NotYetValid = "token_not_yet_valid";
    public const string Invalid = "token_invalid";
    public const string Required = "token_required";
}
