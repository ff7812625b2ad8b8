using System.Text.Json;
using Actors.Gateway.Codecs;

namespace Actors.Gateway.Identity;

/// <summary>The claims of a token, each of the type that RFC 7519 gives it. The library accepts text for numbers, numbers for text, and fractions of a second for whole ones.</summary>
/// <param name="Expires">Seconds since 1970, possibly fractional, as all times here.</param>
internal readonly record struct JwtClaims(double Expires, double? NotBefore, double? Issued, string? Subject, string? Name)
{
    private const int MaxSubjectLength = 255;

    /// <summary>The end of the year 9999; anything later is in milliseconds, by mistake.</summary>
    private const double MaxSeconds = 253_402_300_799;

    /// <returns>Null when each claim is of its type. Whose token it is, and for whom, is not judged here.</returns>
    public static JwtRefusal? Read(JsonElement claims, out JwtClaims read)
    {
        read = default;
        if (!TryReadTime(claims, "exp", out var expires) || !TryReadTime(claims, "nbf", out var notBefore) || !TryReadTime(claims, "iat", out var issued) || expires is null)
            return JwtRefusal.Claims;
        if (!IsTextIfThere(claims, "iss"))
            return JwtRefusal.Issuer;
        if (claims.Field("aud", out var audience) && !IsAudience(audience))
            return JwtRefusal.Audience;
        if (!IsTextIfThere(claims, "sub") || !IsTextIfThere(claims, "name"))
            return JwtRefusal.Claims;
        read = new JwtClaims(expires.Value, notBefore, issued, claims.Text("sub"), claims.Text("name"));
        return null;
    }

    /// <summary>A token expires at <c>exp</c>, not after it (RFC 7519, 4.1.4), and is not issued in the future.</summary>
    public JwtRefusal? CheckTimes(DateTimeOffset time, TimeSpan clockSkew)
    {
        var now = time.ToUnixTimeMilliseconds() / 1000.0;
        var skew = clockSkew.TotalSeconds;
        if (now >= Expires + skew)
            return JwtRefusal.Expired;
        return now < NotBefore - skew || now < Issued - skew ? JwtRefusal.NotYetValid : null;
    }

    public JwtResult IdentityOf(string issuer) =>
        Subject is { Length: > 0 and <= MaxSubjectLength } subject ? new SignedIdentity(issuer, subject, Name) : JwtRefusal.Claims;

    /// <param name="seconds">Null when it is not there.</param>
    /// <returns>False when it is there and is not a time.</returns>
    private static bool TryReadTime(JsonElement claims, string name, out double? seconds)
    {
        seconds = claims.Number(name);
        return seconds is null ? !claims.Field(name, out _) : seconds is >= 0 and <= MaxSeconds;
    }

    private static bool IsTextIfThere(JsonElement claims, string name) => claims.Text(name) is not null || !claims.Field(name, out _);

    private static bool IsAudience(JsonElement audience) =>
        audience.ValueKind == JsonValueKind.String
        || (audience.ValueKind == JsonValueKind.Array && audience.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.String));
}
