using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Gateway.Admin;

/// <summary>
/// The operators' token, and what is signed with it. A session is its expiry time with a signature, so every gateway with the same token can verify it and none has to
/// remember it. All comparisons take the same time, whatever part matches.
/// </summary>
internal sealed class AdminToken
{
    private const int MinCharacters = 16;

    /// <summary>By how much the clocks of gateways may differ, or be corrected.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(1);

    private readonly byte[] _hash;

    public AdminToken(string token)
    {
        if (token.Length < MinCharacters)
            throw new InvalidOperationException($"Actors:Admin:TokenFile: the token has {token.Length} characters; it must have {MinCharacters} at least.");
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }

    /// <exception cref="InvalidOperationException">It cannot be read, or is too short; the message says so.</exception>
    public static AdminToken Read(string file)
    {
        try
        {
            return new AdminToken(File.ReadAllText(file).Trim());
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Actors:Admin:TokenFile: {cannot.Message}", cannot);
        }
    }

    public bool Is(string offered) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(offered)), _hash);

    /// <summary>The value of the session's cookie.</summary>
    public string NewSession(DateTimeOffset until)
    {
        var instant = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{instant}.{Sign("session", instant)}";
    }

    /// <param name="longest">How long a session lasts; one that ends later was issued by a wrong clock.</param>
    public bool IsSession(string offered, DateTimeOffset now, TimeSpan longest) =>
        offered.Split('.') is [var instant, var signature]
        && IsSigned("session", instant, signature)
        && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        && now.ToUnixTimeSeconds() < until
        && until <= (now + longest + ClockMargin).ToUnixTimeSeconds();

    /// <summary>The value that a page of that session sends with each change. The page of another site cannot know it.</summary>
    public string FormOf(string session) => Sign("form", session);

    public bool IsFormOf(string session, string offered) => IsSigned("form", session, offered);

    private bool IsSigned(string purpose, string text, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(purpose, text)), Encoding.UTF8.GetBytes(signature));

    private string Sign(string purpose, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_hash, Encoding.UTF8.GetBytes($"actors.admin.{purpose}:{text}")));
}
