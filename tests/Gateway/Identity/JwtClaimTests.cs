using Actors.Gateway.Identity;

namespace Actors.Gateway.Tests.Identity;

/// <summary>What a signed token must say, to the second: the clock stands at <see cref="Tokens.Now"/>, and issuers' clocks may differ by 30 s.</summary>
public sealed class JwtClaimTests
{
    [Theory]
    [InlineData("1800000600", null)]
    [InlineData("1800000000", null)]
    [InlineData("1799999971", null)]
    [InlineData("1799999970.5", null)]
    [InlineData("1.8000006e9", null)]
    [InlineData("1799999970", JwtRefusal.Expired)]
    [InlineData("1", JwtRefusal.Expired)]
    [InlineData("0", JwtRefusal.Expired)]
    [InlineData("-1", JwtRefusal.Claims)]
    [InlineData("1800000600000", JwtRefusal.Claims)]
    [InlineData("1e300", JwtRefusal.Claims)]
    [InlineData("1e999", JwtRefusal.Claims)]
    [InlineData("\"1800000600\"", JwtRefusal.Claims)]
    [InlineData("null", JwtRefusal.Claims)]
    [InlineData("[1800000600]", JwtRefusal.Claims)]
    [InlineData("true", JwtRefusal.Claims)]
    public void A_token_ends_at_exp(string expires, object? why) => Judged(why, Tokens.Claims(exp: expires));

    [Fact]
    public void A_token_without_exp_is_refused() => Judged(JwtRefusal.Claims, Tokens.Claims(exp: null));

    [Theory]
    [InlineData("1800000000", null)]
    [InlineData("1800000030", null)]
    [InlineData("1800000031", JwtRefusal.NotYetValid)]
    [InlineData("9000000000", JwtRefusal.NotYetValid)]
    [InlineData("\"0\"", JwtRefusal.Claims)]
    [InlineData("null", JwtRefusal.Claims)]
    [InlineData("1800000000000", JwtRefusal.Claims)]
    public void A_token_is_invalid_before_nbf_or_if_issued_in_the_future(string time, object? why)
    {
        Judged(why, Tokens.Claims(exp: "9000000000", nbf: time));
        Judged(why, Tokens.Claims(exp: "9000000000", iat: time));
    }

    [Theory]
    [InlineData("\"https://accounts.example/\"")]
    [InlineData("\"HTTPS://ACCOUNTS.EXAMPLE\"")]
    [InlineData("\"https://accounts.example.evil\"")]
    [InlineData("\"\"")]
    [InlineData("[\"https://accounts.example\"]")]
    [InlineData("null")]
    [InlineData(null)]
    public void Another_issuer_is_refused(string? issuer) => Judged(JwtRefusal.Issuer, Tokens.Claims(iss: issuer));

    [Theory]
    [InlineData("\"world\"", null)]
    [InlineData("[\"world\"]", null)]
    [InlineData("[\"shop\",\"world\"]", null)]
    [InlineData("\"shop\"", JwtRefusal.Audience)]
    [InlineData("\"World\"", JwtRefusal.Audience)]
    [InlineData("\"world shop\"", JwtRefusal.Audience)]
    [InlineData("[\"shop\",\"worlds\"]", JwtRefusal.Audience)]
    [InlineData("[[\"world\"]]", JwtRefusal.Audience)]
    [InlineData("[\"world\",1]", JwtRefusal.Audience)]
    [InlineData("[]", JwtRefusal.Audience)]
    [InlineData("{\"world\":true}", JwtRefusal.Audience)]
    [InlineData("null", JwtRefusal.Audience)]
    [InlineData(null, JwtRefusal.Audience)]
    public void A_token_must_be_meant_for_this_world(string? audience, object? why) => Judged(why, Tokens.Claims(aud: audience));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"\\ud800\"")]
    [InlineData(null)]
    public void A_token_must_have_a_subject(string? subject) => Judged(JwtRefusal.Claims, Tokens.Claims(sub: subject));

    [Fact]
    public void A_subject_has_at_most_255_characters()
    {
        Judged(null, Tokens.Claims(sub: $"\"{new string('s', 255)}\""));
        Judged(JwtRefusal.Claims, Tokens.Claims(sub: $"\"{new string('s', 256)}\""));
    }

    [Fact]
    public void A_name_claim_must_be_text()
    {
        Assert.Equal("Ada", Tokens.Judge(Tokens.Hs256(Tokens.Claims(name: "\"Ada\""))).Identity?.Name);
        Judged(JwtRefusal.Claims, Tokens.Claims(name: "7"));
        Judged(JwtRefusal.Claims, Tokens.Claims(name: "null"));
    }

    [Fact]
    public void Each_issuer_and_subject_has_its_own_store_key_unlike_any_guests()
    {
        var keys = new SignedIdentity[] { new("a", "bc", null), new("ab", "c", null), new("a", "b", null), new("", "abc", null) }.Select(static one => one.StoreKey).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, static key => Assert.DoesNotMatch("^[0-9a-f]{64}$", key));
        Assert.Equal(new SignedIdentity("a", "b", "Ada").StoreKey, new SignedIdentity("a", "b", null).StoreKey);
    }

    private static void Judged(object? why, string claims) => Assert.Equal((JwtRefusal?)why, Tokens.Judge(Tokens.Es256(claims)).Refusal);
}
