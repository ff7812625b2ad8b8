using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Actors.Gateway.Identity;

namespace Actors.Gateway.Tests.Identity;

/// <summary>One test for each known way in which tokens have been forged, or keys confused.</summary>
public sealed class JwtForgeryTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    [InlineData("noNe")]
    [InlineData("")]
    [InlineData("hs256")]
    [InlineData("HS256 ")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    [InlineData("PS256")]
    [InlineData("ES256K")]
    [InlineData("EdDSA")]
    public void An_unknown_algorithm_is_refused_with_or_without_a_signature(string algorithm)
    {
        var header = $$"""{"alg":"{{algorithm}}"}""";
        Refused(JwtRefusal.Algorithm, Tokens.Sign(header, Tokens.Claims(), static _ => []));
        Refused(JwtRefusal.Algorithm, Tokens.Sign(header, Tokens.Claims(), TestKeys.SignHs256));
    }

    [Theory]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":null}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"alg":0}""")]
    public void A_missing_or_non_text_alg_is_refused(string header) => Refused(JwtRefusal.Algorithm, Tokens.Hs256(Tokens.Claims(), header));

    [Fact]
    public void An_RS256_public_key_is_not_an_HS256_secret()
    {
        string[] spellings = [TestKeys.Rsa.ExportSubjectPublicKeyInfoPem(), TestKeys.Rsa.ExportSubjectPublicKeyInfoPem() + "\n", TestKeys.Rsa.ExportRSAPublicKeyPem()];
        foreach (var secret in spellings)
        {
            var forged = Tokens.Sign("""{"alg":"HS256"}""", Tokens.Claims(), signed => HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), signed));
            Assert.Equal(JwtRefusal.Algorithm, Tokens.Judge(forged, TestKeys.Rs256()).Refusal);
            Refused(JwtRefusal.Signature, forged);
        }
        var der = TestKeys.Rsa.ExportSubjectPublicKeyInfo();
        Refused(JwtRefusal.Signature, Tokens.Sign("""{"alg":"HS256"}""", Tokens.Claims(), signed => HMACSHA256.HashData(der, signed)));
    }

    [Fact]
    public void An_ES256_public_key_is_not_an_HS256_secret()
    {
        var secret = Encoding.ASCII.GetBytes(TestKeys.Ecdsa.ExportSubjectPublicKeyInfoPem());
        var forged = Tokens.Sign("""{"alg":"HS256"}""", Tokens.Claims(), signed => HMACSHA256.HashData(secret, signed));
        Assert.Equal(JwtRefusal.Algorithm, Tokens.Judge(forged, TestKeys.Es256()).Refusal);
        Refused(JwtRefusal.Signature, forged);
    }

    [Fact]
    public void A_signature_is_invalid_under_the_name_of_another_algorithm()
    {
        Refused(JwtRefusal.Signature, Tokens.Sign("""{"alg":"RS256"}""", Tokens.Claims(), TestKeys.SignEs256));
        Refused(JwtRefusal.Signature, Tokens.Sign("""{"alg":"ES256"}""", Tokens.Claims(), TestKeys.SignRs256));
        Refused(JwtRefusal.Signature, Tokens.Sign("""{"alg":"HS256"}""", Tokens.Claims(), TestKeys.SignRs256));
    }

    [Fact]
    public void The_algorithm_of_a_signed_token_cannot_be_changed_afterwards()
    {
        var good = Tokens.Rs256(Tokens.Claims());
        foreach (var other in (string[])["HS256", "ES256", "none"])
        {
            var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{other}}","typ":"JWT"}"""));
            Assert.NotNull(Tokens.Judge(header + good[good.IndexOf('.')..]).Refusal);
        }
    }

    [Fact]
    public void Claims_cannot_be_changed_under_a_signature()
    {
        var good = Tokens.Es256(Tokens.Claims()).Split('.');
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Tokens.Claims(sub: "\"root\"")));
        Refused(JwtRefusal.Signature, $"{good[0]}.{claims}.{good[2]}");
    }

    [Theory]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("x5c")]
    public void A_key_supplied_by_the_token_is_not_used(string member)
    {
        using var own = RSA.Create(2048);
        var parameters = own.ExportParameters(includePrivateParameters: false);
        var value = member switch
        {
            "jwk" => $$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"AQAB"}""",
            "x5c" => $"[\"{Convert.ToBase64String(own.ExportSubjectPublicKeyInfo())}\"]",
            _ => "\"https://127.0.0.1:1/keys\"",
        };
        var header = $$"""{"alg":"RS256","{{member}}":{{value}}}""";
        Refused(JwtRefusal.Signature, Tokens.Sign(header, Tokens.Claims(), signed => own.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.NotNull(Tokens.Judge(Tokens.Rs256(Tokens.Claims(), header)).Identity);
    }

    [Theory]
    [InlineData("another")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("../../../../dev/null")]
    [InlineData("/etc/hostname")]
    [InlineData("a' OR '1'='1")]
    [InlineData("a\\u0000")]
    public void A_key_id_is_only_compared(string keyId)
    {
        var header = $$"""{"alg":"HS256","kid":"{{keyId}}"}""";
        Assert.Equal(JwtRefusal.Key, Tokens.Judge(Tokens.Hs256(Tokens.Claims(), header), TestKeys.Hs256("a")).Refusal);
        // A token that an empty file, or a key that could not be found, would verify.
        var signedWithNothing = Tokens.Sign(header, Tokens.Claims(), static signed => HMACSHA256.HashData((byte[])[], signed));
        Assert.Equal(JwtRefusal.Key, Tokens.Judge(signedWithNothing, TestKeys.Hs256("a")).Refusal);
    }

    [Fact]
    public void A_key_id_must_be_text() => Refused(JwtRefusal.Header, Tokens.Hs256(Tokens.Claims(), """{"alg":"HS256","kid":7}"""));

    [Fact]
    public void A_key_id_cannot_select_a_key_of_another_algorithm() =>
        Assert.Equal(JwtRefusal.Algorithm, Tokens.Judge(Tokens.Hs256(Tokens.Claims(), """{"alg":"HS256","kid":"rsa"}"""), TestKeys.Rs256("rsa"), TestKeys.Hs256("hmac")).Refusal);

    [Theory]
    [InlineData("""{"alg":"HS256","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"HS256","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"HS256","crit":[]}""")]
    [InlineData("""{"alg":"HS256","crit":null}""")]
    [InlineData("""{"alg":"HS256","typ":"dpop+jwt"}""")]
    [InlineData("""{"alg":"HS256","typ":"JOSE"}""")]
    [InlineData("""{"alg":"HS256","typ":1}""")]
    public void An_unsupported_crit_or_typ_header_is_refused(string header) => Refused(JwtRefusal.Header, Tokens.Hs256(Tokens.Claims(), header));

    [Theory]
    [InlineData("JWT")]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/jwt")]
    [InlineData("application/at+jwt")]
    public void The_type_may_be_JWT_or_an_access_token_also_as_a_media_type(string type) =>
        Assert.Equal("ada", Tokens.Judge(Tokens.Hs256(Tokens.Claims(), $$"""{"alg":"HS256","typ":"{{type}}"}""")).Identity?.Subject);

    [Theory]
    [InlineData("application/dpop+jwt")]
    [InlineData("application/application/jwt")]
    [InlineData("text/jwt")]
    [InlineData("")]
    public void Another_media_type_is_refused(string type) => Refused(JwtRefusal.Header, Tokens.Hs256(Tokens.Claims(), $$"""{"alg":"HS256","typ":"{{type}}"}"""));

    [Theory]
    [InlineData("""{"alg":"none","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","alg":"none"}""")]
    [InlineData("""{"alg":"HS256","\u0061lg":"none"}""")]
    [InlineData("""{"\u0061lg":"none","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","kid":"a","k\u0069d":"b"}""")]
    public void A_header_with_duplicate_members_is_refused_however_they_are_spelled(string header) => Refused(JwtRefusal.Malformed, Tokens.Hs256(Tokens.Claims(), header));

    [Theory]
    [InlineData("\"sub\":\"root\"")]
    [InlineData("\"s\\u0075b\":\"root\"")]
    [InlineData("\"\\u0065xp\":9999999999")]
    public void Claims_with_duplicate_members_are_refused_however_they_are_spelled(string more) =>
        Refused(JwtRefusal.Malformed, Tokens.Hs256($"{Tokens.Claims()[..^1]},{more}}}"));

    [Fact]
    public void Escapes_in_a_member_name_are_decoded() =>
        Assert.Equal("ada", Tokens.Judge(Tokens.Hs256(Tokens.Claims().Replace("\"sub\"", "\"\\u0073ub\"", StringComparison.Ordinal), """{"\u0061lg":"HS256"}""")).Identity?.Subject);

    private static void Refused(JwtRefusal why, string token) => Assert.Equal(why, Tokens.Judge(token).Refusal);
}
