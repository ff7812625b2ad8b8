namespace Actors.Gateway.Identity;

/// <summary>What a client is by its token.</summary>
internal abstract record IdentityVerdict
{
    private IdentityVerdict()
    {
    }

    /// <summary>By its secret, or a new one.</summary>
    public sealed record Guest : IdentityVerdict;

    public sealed record Signed(SignedIdentity Identity) : IdentityVerdict;

    /// <param name="Code">One of <see cref="IdentityCodes"/>.</param>
    public sealed record Refused(string Code, string Text) : IdentityVerdict;
}
