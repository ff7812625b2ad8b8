namespace Actors.Gateway.Identity;

/// <summary>What a client's token makes of it.</summary>
internal abstract record IdentityVerdict
{
    private IdentityVerdict()
    {
    }

    /// <summary>A guest that is known by its secret, or a new one.</summary>
    public sealed record Guest : IdentityVerdict;

    public sealed record Signed(SignedIdentity Identity) : IdentityVerdict;

    /// <param name="Code">One of <see cref="IdentityCodes"/>.</param>
    public sealed record Refused(string Code, string Text) : IdentityVerdict;
}
