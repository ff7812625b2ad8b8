using System.Security.Cryptography;
using System.Text;
using Actors.Gateway.Identity;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Signatures that are nearly right.</summary>
public sealed class JwtSignatureTests
{
    public static TheoryData<string> Signed => [Tokens.Hs256(Tokens.Claims()), Tokens.Rs256(Tokens.Claims()), Tokens.Es256(Tokens.Claims())];

    [Theory]
    [MemberData(nameof(Signed))]
    public void A_valid_token_of_each_algorithm_is_accepted(string token) => Assert.Equal(new SignedIdentity(Tokens.Issuer, "ada", null), Tokens.Judge(token).Identity);

    [Theory]
    [MemberData(nameof(Signed))]
    public void A_flipped_bit_invalidates_the_signature(string token)
    {
        var length = 0;
        Tokens.WithSignature(token, signature => new byte[length = signature.Length]);
        for (var bit = 0; bit < length * 8; bit += 7)
        {
            var turned = Tokens.WithSignature(token, signature =>
            {
                signature[bit / 8] ^= (byte)(1 << (bit % 8));
                return signature;
            });
            Refused(turned);
        }
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public void A_missing_shortened_or_extended_signature_is_refused(string token)
    {
        Refused(Tokens.WithSignature(token, static _ => []));
        Refused(Tokens.WithSignature(token, static signature => signature[..1]));
        Refused(Tokens.WithSignature(token, static signature => signature[..^1]));
        Refused(Tokens.WithSignature(token, static signature => signature[..(signature.Length / 2)]));
        Refused(Tokens.WithSignature(token, static signature => [.. signature, 0]));
        Refused(Tokens.WithSignature(token, static signature => [0, .. signature]));
        Refused(Tokens.WithSignature(token, static signature => [.. signature, .. signature]));
        Refused(Tokens.WithSignature(token, static signature => new byte[signature.Length]));
    }

    [Fact]
    public void An_ES256_signature_in_DER_is_refused() => Refused(Tokens.Sign("""{"alg":"ES256"}""", Tokens.Claims(), static signed =>
    {
        lock (TestKeys.Ecdsa)
            return TestKeys.Ecdsa.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }));

    [Fact]
    public void An_ES256_signature_with_zero_or_curve_order_values_is_refused()
    {
        var order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        var good = Tokens.Es256(Tokens.Claims());
        byte[][] numbers = [new byte[32], order, [.. Enumerable.Repeat((byte)0xFF, 32)], [.. new byte[31], 1]];
        foreach (var r in numbers)
        {
            foreach (var s in numbers)
                Refused(Tokens.WithSignature(good, _ => [.. r, .. s]));
            Refused(Tokens.WithSignature(good, signature => [.. r, .. signature[32..]]));
            Refused(Tokens.WithSignature(good, signature => [.. signature[..32], .. r]));
        }
    }

    [Fact]
    public void An_RS256_signature_with_another_padding_or_hash_is_refused()
    {
        Refused(Tokens.Sign("""{"alg":"RS256"}""", Tokens.Claims(), static signed => SignRsa(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        Refused(Tokens.Sign("""{"alg":"RS256"}""", Tokens.Claims(), static signed => SignRsa(signed, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public void A_signature_by_another_key_of_the_same_kind_is_refused()
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Refused(Tokens.Sign("""{"alg":"RS256"}""", Tokens.Claims(), signed => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Refused(Tokens.Sign("""{"alg":"ES256"}""", Tokens.Claims(), signed => ecdsa.SignData(signed, HashAlgorithmName.SHA256)));
        Refused(Tokens.Sign("""{"alg":"HS256"}""", Tokens.Claims(), static signed => HMACSHA256.HashData(Encoding.ASCII.GetBytes("secret"), signed)));
        Refused(Tokens.Sign("""{"alg":"HS256"}""", Tokens.Claims(), static signed => HMACSHA256.HashData((byte[])[], signed)));
    }

    [Fact]
    public void Both_keys_are_accepted_during_a_key_rotation()
    {
        using var next = RSA.Create(2048);
        byte[] SignNext(byte[] signed) => next.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var old = Tokens.Rs256(Tokens.Claims());
        var fresh = Tokens.Sign("""{"alg":"RS256","kid":"next"}""", Tokens.Claims(), SignNext);
        JwtKey[] Keys() => [TestKeys.Rs256("old"), JwtKey.Rs256(next.ExportParameters(includePrivateParameters: false), "next")];
        Assert.NotNull(Tokens.Judge(old, Keys()).Identity);
        Assert.NotNull(Tokens.Judge(fresh, Keys()).Identity);
        Assert.Equal(JwtRefusal.Signature, Tokens.Judge(Tokens.Sign("""{"alg":"RS256","kid":"old"}""", Tokens.Claims(), SignNext), Keys()).Refusal);
    }

    [Fact]
    public void A_key_without_an_id_serves_tokens_with_an_unknown_key_id() =>
        Assert.NotNull(Tokens.Judge(Tokens.Rs256(Tokens.Claims(), """{"alg":"RS256","kid":"2026-11"}"""), TestKeys.Rs256()).Identity);

    private static byte[] SignRsa(byte[] signed, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        lock (TestKeys.Rsa)
            return TestKeys.Rsa.SignData(signed, hash, padding);
    }

    private static void Refused(string token) => Assert.Equal(JwtRefusal.Signature, Tokens.Judge(token).Refusal);
}
