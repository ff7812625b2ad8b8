using System.Security.Cryptography;
using Actors.Gateway.Identity;

namespace Actors.Gateway.Tests.Identity;

/// <summary>One key of each algorithm, made for this run; and what the issuer does with them.</summary>
internal static class TestKeys
{
    public static byte[] Secret { get; } = RandomNumberGenerator.GetBytes(32);

    public static RSA Rsa { get; } = RSA.Create(2048);

    public static ECDsa Ecdsa { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static JwtKey Hs256(string? keyId = null) => JwtKey.Hs256(Secret, keyId);

    public static JwtKey Rs256(string? keyId = null) => JwtKey.Rs256(Rsa.ExportParameters(includePrivateParameters: false), keyId);

    public static JwtKey Es256(string? keyId = null) => JwtKey.Es256(Ecdsa.ExportParameters(includePrivateParameters: false).Q, keyId);

    public static byte[] SignHs256(byte[] signed) => HMACSHA256.HashData(Secret, signed);

    public static byte[] SignRs256(byte[] signed)
    {
        lock (Rsa)
            return Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public static byte[] SignEs256(byte[] signed)
    {
        lock (Ecdsa)
            return Ecdsa.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
