using System.Security.Cryptography;

namespace Actors.Gateway.Identity;

/// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3).</summary>
internal sealed class RsaJwtKey(RSA key, string? keyId) : JwtKey(JwtAlgorithm.RS256, keyId)
{
    public const int MinBits = 2048;

    // The platform promises nothing of one key object in two threads.
    private readonly Lock _lock = new();

    public override bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != (key.KeySize + 7) / 8)
            return false;
        lock (_lock)
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public override void Dispose() => key.Dispose();
}
