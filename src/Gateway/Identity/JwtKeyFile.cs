using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Gateway.Identity;

/// <summary>Reads a key from its file. Its messages never quote the file.</summary>
internal static class JwtKeyFile
{
    private const int MaxBytes = 64 * 1024;
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Null, and a sentence that says why, when the file is not such a key.</summary>
    public static JwtKey? Load(string path, string algorithm, string? keyId, out string? problem)
    {
        if (!TryRead(path, out var bytes, out problem))
            return null;
        try
        {
            JwtKey? key = null;
            (key, problem) = algorithm switch
            {
                SecurityAlgorithms.HmacSha256 => Secret(path, bytes, keyId),
                _ => Public(path, Encoding.UTF8.GetString(bytes), algorithm, keyId),
            };
            return key;
        }
        catch (Exception bad) when (bad is CryptographicException or ArgumentException)
        {
            problem = $"{path} has no public key or certificate for {algorithm} in it.";
            return null;
        }
    }

    private static bool TryRead(string path, out byte[] bytes, out string? problem)
    {
        (bytes, problem) = ([], null);
        try
        {
            if (!File.Exists(path))
                problem = path.Length == 0 ? "names no file." : $"there is no file {path}.";
            else if (new FileInfo(path).Length > MaxBytes)
                problem = $"{path} is too long for a key.";
            else
                bytes = File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problem = $"{path} cannot be read: {unreadable.Message}";
        }
        return problem is null;
    }

    private static (JwtKey?, string?) Secret(string path, byte[] bytes, string? keyId)
    {
        var text = Encoding.Latin1.GetString(bytes).Trim();
        // A public key is known to everybody, so as a secret it would let anybody sign.
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            return (null, $"{path} is PEM, and the key of HS256 is a secret of random bytes.");
        if (text.Length >= JwtKey.MinSecretBytes && text.All(char.IsAsciiHexDigit))
            return (null, $"{path} looks like hexadecimal, which could be read in two ways; write the key as base64.");
        var secret = FromBase64(text) ?? bytes;
        return secret.Length < JwtKey.MinSecretBytes
            ? (null, $"{path} has {secret.Length} bytes; the key of HS256 has at least {JwtKey.MinSecretBytes}.")
            : (JwtKey.Hs256(secret, keyId), null);
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length) || Base64Url.DecodeFromChars(text, bytes, out _, out length) == OperationStatus.Done)
            return bytes[..length];
        return null;
    }

    private static (JwtKey?, string?) Public(string path, string pem, string algorithm, string? keyId)
    {
        if (pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return (null, $"{path} is a private key, which only the issuer should have; give the public one.");
        using var certificate = pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) ? X509Certificate2.CreateFromPem(pem) : null;
        return algorithm == SecurityAlgorithms.RsaSha256 ? Rsa(path, pem, certificate, keyId) : Ecdsa(path, pem, certificate, keyId);
    }

    private static (JwtKey?, string?) Rsa(string path, string pem, X509Certificate2? certificate, string? keyId)
    {
        using var rsa = certificate is null ? RSA.Create() : certificate.GetRSAPublicKey();
        if (rsa is null)
            return (null, $"{path} is a certificate of another kind of key than RSA.");
        if (certificate is null)
            rsa.ImportFromPem(pem);
        return rsa.KeySize >= JwtKey.MinRsaBits
            ? (JwtKey.Rs256(rsa.ExportParameters(includePrivateParameters: false), keyId), null)
            : (null, $"{path} is an RSA key of {rsa.KeySize} bits; RS256 needs at least {JwtKey.MinRsaBits}.");
    }

    private static (JwtKey?, string?) Ecdsa(string path, string pem, X509Certificate2? certificate, string? keyId)
    {
        using var ecdsa = certificate is null ? ECDsa.Create() : certificate.GetECDsaPublicKey();
        if (ecdsa is null)
            return (null, $"{path} is a certificate of another kind of key than ECDSA.");
        if (certificate is null)
            ecdsa.ImportFromPem(pem);
        var key = ecdsa.ExportParameters(includePrivateParameters: false);
        return key.Curve.Oid.Value == P256 ? (JwtKey.Es256(key.Q, keyId), null) : (null, $"{path} is a key on another curve; ES256 needs P-256.");
    }
}
