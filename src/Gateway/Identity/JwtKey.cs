using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Gateway.Identity;

/// <summary>A key and the one algorithm that it is for: a token does not choose how a key is used (RFC 8725, 3.1).</summary>
/// <param name="Key">Only the key's numbers, from which the library makes a separate verifier for each thread that needs one.</param>
/// <param name="Algorithm">One of <see cref="Algorithms"/>, spelled as in a token's <c>alg</c> (RFC 7518, 3.1).</param>
internal sealed record JwtKey(SecurityKey Key, string Algorithm, string? KeyId)
{
    /// <summary>The least bytes of a secret: as many as the hash has. A shorter one can be guessed from one token.</summary>
    public const int MinSecretBytes = 32;

    public const int MinRsaBits = 2048;

    /// <summary>Names are compared exactly: <c>hs256</c> is not an algorithm, and there is no <c>none</c> that could be mistaken for one.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    public static JwtKey Hs256(byte[] secret, string? keyId) => new(new SymmetricSecurityKey(secret), SecurityAlgorithms.HmacSha256, keyId);

    public static JwtKey Rs256(RSAParameters key, string? keyId) => new(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256, keyId);

    /// <param name="point">The point of the public key, on P-256.</param>
    public static JwtKey Es256(ECPoint point, string? keyId)
    {
        var key = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64Url.EncodeToString(point.X),
            Y = Base64Url.EncodeToString(point.Y),
        };
        return new(key, SecurityAlgorithms.EcdsaSha256, keyId);
    }
}
