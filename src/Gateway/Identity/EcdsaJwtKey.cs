using System.Security.Cryptography;

namespace Actors.Gateway.Identity;

/// <summary>ECDSA on P-256 with SHA-256 (RFC 7518, 3.4): a signature is r and s, 32 bytes each, and never DER.</summary>
internal sealed class EcdsaJwtKey(ECDsa key, string? keyId) : JwtKey(JwtAlgorithm.ES256, keyId)
{
    private const int NumberBytes = 32;

    // The platform promises nothing of one key object in two threads.
    private readonly Lock _lock = new();

    public override bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        // Zeros verify everything where the arithmetic forgets to refuse them (CVE-2022-21449).
        if (signature.Length != 2 * NumberBytes || !signature[..NumberBytes].ContainsAnyExcept((byte)0) || !signature[NumberBytes..].ContainsAnyExcept((byte)0))
            return false;
        lock (_lock)
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public override void Dispose() => key.Dispose();
}
