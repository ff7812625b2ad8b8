using System.Security.Cryptography;

namespace Actors.Gateway.Identity;

/// <summary>HMAC with SHA-256 (RFC 7518, 3.2).</summary>
internal sealed class HmacJwtKey(byte[] secret, string? keyId) : JwtKey(JwtAlgorithm.HS256, keyId)
{
    /// <summary>As many as the hash has; fewer can be guessed from one token.</summary>
    public const int MinBytes = 32;

    public override bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, signed, own);
        return CryptographicOperations.FixedTimeEquals(own, signature);
    }

    public override void Dispose() => CryptographicOperations.ZeroMemory(secret);
}
