using System.Text.Json;
using Actors.Gateway.Codecs;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Gateway.Identity;

/// <summary>
/// Validates signed tokens (RFC 7515, 7519) as RFC 8725 advises. Microsoft.IdentityModel checks signature, issuer and audience. Before it sees a token, the token is
/// checked strictly where the library is lenient: base64url in one spelling, JSON without two members of one name, claims of the right types.
/// </summary>
/// <remarks>
/// What forgeries rely on is absent: a key has one algorithm, which a token cannot choose; keys come from files, never from a token's header, whose <c>jwk</c>, <c>jku</c>,
/// <c>x5c</c> and <c>x5u</c> are not read; a <c>kid</c> is only compared; before the signature has been verified, only the types of the claims are looked at.
/// </remarks>
internal sealed class JwtValidator(JwtKeys keys, string issuer, string audience, TimeSpan clockSkew, TimeProvider time)
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 8 * 1024;

    private readonly JsonWebTokenHandler _library = new() { MaximumTokenSizeInBytes = MaxLength };

    /// <summary>Whatever the token is, it does not throw.</summary>
    public JwtResult Validate(string token)
    {
        if (token.Length > MaxLength)
            return JwtRefusal.TooLong;
        Span<Range> parts = stackalloc Range[4];
        if (token.AsSpan().Split(parts, '.') != 3 || Base64UrlText.Decode(token.AsSpan(parts[2])) is null)
            return JwtRefusal.Malformed;
        using var header = JwtObject.Parse(Base64UrlText.Decode(token.AsSpan(parts[0])));
        using var payload = JwtObject.Parse(Base64UrlText.Decode(token.AsSpan(parts[1])));
        if (header is null || payload is null)
            return JwtRefusal.Malformed;
        if (CheckHeader(header.RootElement, out var candidates) is { } badHeader)
            return badHeader;
        return JwtClaims.Read(payload.RootElement, out var claims) ?? Judge(token, candidates, claims);
    }

    /// <param name="candidates">Keys that the token may be signed with, all of its algorithm; at least one when nothing is wrong.</param>
    private JwtRefusal? CheckHeader(JsonElement header, out IReadOnlyList<JwtKey> candidates)
    {
        candidates = [];
        var algorithm = header.Text("alg");
        if (!JwtKey.Algorithms.Contains(algorithm))
            return JwtRefusal.Algorithm;
        if (header.Field("crit", out _))
            return JwtRefusal.Header;
        if (header.Field("typ", out _) && !IsKnownType(header.Text("typ")))
            return JwtRefusal.Header;
        var keyId = header.Text("kid");
        if (keyId is null && header.Field("kid", out _))
            return JwtRefusal.Header;
        var called = keys.Called(keyId);
        if (called.Count == 0)
            return JwtRefusal.Key;
        candidates = [.. called.Where(key => key.Algorithm == algorithm)];
        return candidates.Count == 0 ? JwtRefusal.Algorithm : null;
    }

    /// <summary>A token, or an access token (RFC 9068), as a media type that may leave out <c>application/</c> (RFC 7515, 4.1.9).</summary>
    private static bool IsKnownType(string? type)
    {
        const string Prefix = "application/";
        if (type?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true)
            type = type[Prefix.Length..];
        return string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase) || string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase);
    }

    private JwtResult Judge(string token, IReadOnlyList<JwtKey> candidates, JwtClaims claims)
    {
        JwtRefusal? untimely = null;
        // Nothing is fetched, so it has completed when it returns.
        var judged = _library.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [candidates[0].Algorithm],
            IssuerSigningKeyResolver = (_, _, _, _) => candidates.Select(static key => key.Key),
            TryAllIssuerSigningKeys = false,
            ValidIssuer = issuer,
            ValidAudience = audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            LifetimeValidator = (_, _, _, _) => (untimely = claims.CheckTimes(time.GetUtcNow(), clockSkew)) is null,
        }).GetAwaiter().GetResult();
        if (judged.IsValid)
            return claims.IdentityOf(issuer);
        return judged.Exception switch
        {
            SecurityTokenInvalidLifetimeException => untimely ?? JwtRefusal.Claims,
            SecurityTokenInvalidIssuerException => JwtRefusal.Issuer,
            SecurityTokenInvalidAudienceException => JwtRefusal.Audience,
            SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => JwtRefusal.Signature,
            _ => JwtRefusal.Malformed,
        };
    }
}
