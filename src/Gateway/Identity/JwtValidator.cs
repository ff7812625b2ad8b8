using System.Text;
using System.Text.Json;
using Actors.Gateway.Codecs;

namespace Actors.Gateway.Identity;

/// <summary>
/// Judges signed tokens (RFC 7515, 7519) by the advice of RFC 8725. What forgeries live on is not there: a key has one algorithm, which a token cannot
/// choose; keys come from files, never from a token's header, whose <c>jwk</c>, <c>jku</c>, <c>x5c</c> and <c>x5u</c> are not read; a <c>kid</c> is compared
/// and nothing else; nothing of the payload is looked at before the signature holds.
/// </summary>
internal sealed class JwtValidator(JwtKeys keys, string issuer, string audience, TimeSpan clockSkew, TimeProvider time)
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 8 * 1024;

    private const int MaxSubjectLength = 255;

    /// <summary>The end of the year 9999; what lies behind it are milliseconds, by mistake.</summary>
    private const double MaxSeconds = 253_402_300_799;

    /// <summary>Whatever the token is, it does not throw.</summary>
    public JwtResult Validate(string token)
    {
        if (token.Length > MaxLength)
            return JwtRefusal.TooLong;
        Span<Range> parts = stackalloc Range[4];
        if (token.AsSpan().Split(parts, '.') != 3)
            return JwtRefusal.Malformed;
        using var header = JwtObject.Parse(Base64UrlText.Decode(token.AsSpan(parts[0])));
        var payload = Base64UrlText.Decode(token.AsSpan(parts[1]));
        var signature = Base64UrlText.Decode(token.AsSpan(parts[2]));
        if (header is null || payload is null || signature is null)
            return JwtRefusal.Malformed;
        var signed = Encoding.ASCII.GetBytes(token, 0, parts[1].End.Value);
        if (CheckHeader(header.RootElement, out var candidates) is { } badHeader)
            return badHeader;
        if (!candidates.Any(key => key.Verifies(signed, signature)))
            return JwtRefusal.Signature;
        using var claims = JwtObject.Parse(payload);
        return claims is null ? JwtRefusal.Malformed : CheckClaims(claims.RootElement);
    }

    /// <param name="candidates">Keys that the token may be signed with; at least one when nothing is wrong.</param>
    private JwtRefusal? CheckHeader(JsonElement header, out IReadOnlyList<JwtKey> candidates)
    {
        candidates = [];
        if (JwtAlgorithms.Find(header.Text("alg")) is not { } algorithm)
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

    /// <summary>A token, or one for access (RFC 9068), as a media type that may leave out <c>application/</c> (RFC 7515, 4.1.9).</summary>
    private static bool IsKnownType(string? type)
    {
        const string Prefix = "application/";
        if (type?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true)
            type = type[Prefix.Length..];
        return string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase) || string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase);
    }

    private JwtResult CheckClaims(JsonElement claims)
    {
        if (CheckTimes(claims) is { } untimely)
            return untimely;
        if (claims.Text("iss") != issuer)
            return JwtRefusal.Issuer;
        if (!IsForUs(claims))
            return JwtRefusal.Audience;
        if (claims.Text("sub") is not { Length: > 0 and <= MaxSubjectLength } subject)
            return JwtRefusal.Claims;
        var name = claims.Text("name");
        if (name is null && claims.Field("name", out _))
            return JwtRefusal.Claims;
        return new SignedIdentity(issuer, subject, name);
    }

    private JwtRefusal? CheckTimes(JsonElement claims)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var skew = clockSkew.TotalSeconds;
        if (!TryReadTime(claims, "exp", out var expires) || !TryReadTime(claims, "nbf", out var notBefore) || !TryReadTime(claims, "iat", out var issued) || expires is null)
            return JwtRefusal.Claims;
        if (now >= expires + skew)
            return JwtRefusal.Expired;
        return now < notBefore - skew || now < issued - skew ? JwtRefusal.NotYetValid : null;
    }

    /// <summary>Seconds since 1970, also broken ones.</summary>
    /// <param name="seconds">Null when it is not there.</param>
    /// <returns>False when it is there and is no time.</returns>
    private static bool TryReadTime(JsonElement claims, string name, out double? seconds)
    {
        seconds = claims.Number(name);
        return seconds is null ? !claims.Field(name, out _) : seconds is >= 0 and <= MaxSeconds;
    }

    private bool IsForUs(JsonElement claims)
    {
        if (!claims.Field("aud", out var audiences))
            return false;
        if (audiences.ValueKind != JsonValueKind.Array)
            return claims.Text("aud") == audience;
        return audiences.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.String)
            && audiences.EnumerateArray().Any(one => one.ValueEquals(audience));
    }
}
