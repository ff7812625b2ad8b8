using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Actors.Gateway.Identity;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Which files are keys, and what the server says of those that are not before it refuses to start.</summary>
public sealed class JwtKeyFileTests : IDisposable
{
    private readonly KeyFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_secret_is_bytes_or_a_line_of_base64()
    {
        var base64 = Convert.ToBase64String(TestKeys.Secret);
        byte[][] forms = [TestKeys.Secret, Encoding.ASCII.GetBytes(base64), Encoding.ASCII.GetBytes(base64 + "\n"), Encoding.ASCII.GetBytes(Base64Url.EncodeToString(TestKeys.Secret) + "\r\n")];
        foreach (var form in forms)
            Assert.NotNull(Tokens.Judge(Tokens.Hs256(Tokens.Claims()), Loaded("HS256", _files.Write(form))).Identity);
    }

    [Fact]
    public void A_public_key_is_PEM_of_the_key_or_of_a_certificate()
    {
        string[] rsa = [TestKeys.Rsa.ExportSubjectPublicKeyInfoPem(), TestKeys.Rsa.ExportRSAPublicKeyPem(),
            CertificateOf(new CertificateRequest("CN=issuer", TestKeys.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))];
        foreach (var pem in rsa)
            Assert.NotNull(Tokens.Judge(Tokens.Rs256(Tokens.Claims()), Loaded("RS256", _files.Write(pem))).Identity);
        string[] ecdsa = [TestKeys.Ecdsa.ExportSubjectPublicKeyInfoPem(), CertificateOf(new CertificateRequest("CN=issuer", TestKeys.Ecdsa, HashAlgorithmName.SHA256))];
        foreach (var pem in ecdsa)
            Assert.NotNull(Tokens.Judge(Tokens.Es256(Tokens.Claims()), Loaded("ES256", _files.Write(pem))).Identity);
    }

    [Fact]
    public void A_short_secret_is_refused()
    {
        Refused("at least 32", "HS256", _files.Write(TestKeys.Secret[..31]));
        Refused("at least 32", "HS256", _files.Write(Convert.ToBase64String(TestKeys.Secret[..31])));
        Refused("at least 32", "HS256", _files.Write("secret"));
        Refused("at least 32", "HS256", _files.Write(""));
    }

    [Fact]
    public void An_ambiguous_secret_is_refused() => Refused("base64", "HS256", _files.Write(Convert.ToHexString(TestKeys.Secret) + "\n"));

    [Fact]
    public void A_public_key_is_refused_as_a_secret() => Refused("is PEM", "HS256", _files.Write(TestKeys.Rsa.ExportSubjectPublicKeyInfoPem()));

    [Fact]
    public void A_private_key_is_refused_and_never_printed()
    {
        Refused("private key", "RS256", _files.Write(TestKeys.Rsa.ExportPkcs8PrivateKeyPem()));
        Refused("private key", "RS256", _files.Write(TestKeys.Rsa.ExportRSAPrivateKeyPem()));
        Refused("private key", "ES256", _files.Write(TestKeys.Ecdsa.ExportECPrivateKeyPem()));
    }

    [Fact]
    public void A_small_RSA_key_is_refused()
    {
        using var small = RSA.Create(1024);
        Refused("2048", "RS256", _files.Write(small.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Refused("P-256", "ES256", _files.Write(other.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public void A_key_of_another_kind_is_refused()
    {
        Refused("RS256", "RS256", _files.Write(TestKeys.Ecdsa.ExportSubjectPublicKeyInfoPem()));
        Refused("ES256", "ES256", _files.Write(TestKeys.Rsa.ExportSubjectPublicKeyInfoPem()));
        Refused("RSA", "RS256", _files.Write(CertificateOf(new CertificateRequest("CN=issuer", TestKeys.Ecdsa, HashAlgorithmName.SHA256))));
        Refused("ECDSA", "ES256", _files.Write(CertificateOf(new CertificateRequest("CN=issuer", TestKeys.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void An_invalid_key_is_refused(string text)
    {
        Refused("no public key", "RS256", _files.Write(text));
        Refused("no public key", "ES256", _files.Write(text));
    }

    [Fact]
    public void A_missing_or_oversized_key_file_is_reported()
    {
        Refused("there is no file", "RS256", Path.Combine(Path.GetTempPath(), "actors-no-such-file.pem"));
        Refused("names no file", "RS256", "");
        Refused("too long", "HS256", _files.Write(new byte[100_000]));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("hs256")]
    [InlineData("HS512")]
    public void Another_algorithm_is_refused(string algorithm) => Refused("known are HS256, RS256 and ES256", algorithm, _files.Write(TestKeys.Secret));

    [Fact]
    public void A_key_requires_an_issuer_and_an_audience()
    {
        var options = new IdentityOptions { Keys = { ["main"] = new() { File = _files.Write(TestKeys.Secret), Algorithm = "HS256" } } };
        var failures = new IdentityOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Contains(failures, static failure => failure.Contains("Identity:Issuer", StringComparison.Ordinal));
        Assert.Contains(failures, static failure => failure.Contains("Identity:Audience", StringComparison.Ordinal));
        Assert.Contains("Identity:Required", Assert.Single(new IdentityOptionsValidator().Validate(null, new IdentityOptions { Required = true }).Failures!), StringComparison.Ordinal);
        Assert.True(new IdentityOptionsValidator().Validate(null, new IdentityOptions()).Succeeded);
    }

    private static JwtKey Loaded(string algorithm, string file)
    {
        var problems = new List<string>();
        var keys = JwtKeys.Load(Options(algorithm, file), problems);
        Assert.Empty(problems);
        return Assert.Single(keys.All);
    }

    private static void Refused(string words, string algorithm, string file)
    {
        var failure = Assert.Single(new IdentityOptionsValidator().Validate(null, Options(algorithm, file)).Failures!);
        Assert.Contains(words, failure, StringComparison.Ordinal);
        Assert.Contains("Actors:Identity:Keys:main", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", failure, StringComparison.Ordinal);
    }

    private static IdentityOptions Options(string algorithm, string file) =>
        new() { Issuer = Tokens.Issuer, Audience = Tokens.Audience, Keys = { ["main"] = new() { File = file, Algorithm = algorithm } } };

    private static string CertificateOf(CertificateRequest request)
    {
        lock (TestKeys.Rsa)
        {
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(80));
            return certificate.ExportCertificatePem();
        }
    }
}
