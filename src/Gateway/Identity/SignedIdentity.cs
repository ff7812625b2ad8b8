using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Actors.World;

namespace Actors.Gateway.Identity;

/// <summary>Who somebody is by a token that is believed.</summary>
/// <param name="Subject">The issuer's own name for the account: never given to another.</param>
/// <param name="Name">What the player would like to be called; not checked.</param>
internal sealed record SignedIdentity(string Issuer, string Subject, string? Name)
{
    /// <summary>
    /// Stands in the store where the hash of a guest's secret would. Such a hash is 64 hexadecimal digits and nothing more: no secret that a guest
    /// can send comes out as this, also not one made of the issuer and the subject.
    /// </summary>
    public string StoreKey { get; } = PlayerRecord.AccountMark + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Issuer.Length}:{Issuer}{Subject}"))));
}
