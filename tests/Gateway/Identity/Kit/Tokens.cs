using System.Buffers.Text;
using System.Text;
using Actors.Gateway.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Makes tokens, good and bad, from the text of their parts, and has them judged.</summary>
internal static class Tokens
{
    public const string Issuer = "https://accounts.example";
    public const string Audience = "world";

    /// <summary>The judge's time: seconds since 1970.</summary>
    public const long Now = 1_800_000_000;

    /// <summary>Valid claims, which a test may change.</summary>
    public static string Claims(
        string? iss = $"\"{Issuer}\"", string? sub = "\"ada\"", string? aud = $"\"{Audience}\"", string? exp = "1800000600", string? nbf = null, string? iat = null, string? name = null)
    {
        (string Name, string? Value)[] all = [("iss", iss), ("sub", sub), ("aud", aud), ("exp", exp), ("nbf", nbf), ("iat", iat), ("name", name)];
        return $"{{{string.Join(',', all.Where(static claim => claim.Value is not null).Select(static claim => $"\"{claim.Name}\":{claim.Value}"))}}}";
    }

    public static string Hs256(string claims, string header = """{"alg":"HS256","typ":"JWT"}""") => Sign(header, claims, TestKeys.SignHs256);

    public static string Rs256(string claims, string header = """{"alg":"RS256","typ":"JWT"}""") => Sign(header, claims, TestKeys.SignRs256);

    public static string Es256(string claims, string header = """{"alg":"ES256","typ":"JWT"}""") => Sign(header, claims, TestKeys.SignEs256);

    public static string Sign(string header, string claims, Func<byte[], byte[]> sign) => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims), sign);

    public static string Sign(byte[] header, byte[] claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The same token with its last part changed.</summary>
    public static string WithSignature(string token, Func<byte[], byte[]> change)
    {
        var end = token.LastIndexOf('.') + 1;
        return token[..end] + Base64Url.EncodeToString(change(Base64Url.DecodeFromChars(token.AsSpan(end))));
    }

    /// <summary>Judged by a gateway that has a key of each algorithm, unless others are given.</summary>
    public static JwtResult Judge(string token, params JwtKey[] keys) => (keys.Length == 0 ? Usual : JudgeOf(new JwtKeys(keys))).Validate(token);

    private static readonly JwtValidator Usual = JudgeOf(new JwtKeys([TestKeys.Hs256(), TestKeys.Rs256(), TestKeys.Es256()]));

    private static JwtValidator JudgeOf(JwtKeys keys) => new(keys, Issuer, Audience, TimeSpan.FromSeconds(30), new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(Now)));
}
