using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Actors.World;

namespace Actors.Gateway.Identity;

/// <summary>The identity in a trusted token.</summary>
/// <param name="Subject">The issuer's own name for the account, which it never gives to another.</param>
/// <param name="Name">What the player would like to be called; not checked.</param>
internal sealed record SignedIdentity(string Issuer, string Subject, string? Name)
{
    /// <summary>
    /// Takes the place of the hash of a guest's secret in the store. Such a hash is 64 hexadecimal digits and nothing more, so no secret that a guest can send produces
    /// this key, not even one made of the issuer and the subject.
    /// </summary>
    public string StoreKey { get; } = PlayerRecord.AccountMark + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Issuer.Length}:{Issuer}{Subject}"))));
}
