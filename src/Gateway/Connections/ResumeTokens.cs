using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// Tokens by which a client that was cut off resumes, at any gateway of the world, without being identified again: player and room, signed with
/// a secret that the gateways share. Whoever has one is that player until it expires, so only the client gets it, a new one with each room.
/// <code>version 1 | expires, ms since 1970 (8) | player (8) | room (UTF-8) | HMAC-SHA256 of all before (32)</code>
/// </summary>
public sealed class ResumeTokens(byte[] key, TimeProvider time, TimeSpan lifetime)
{
    /// <summary>The length of the secret that all gateways share.</summary>
    public const int KeyBytes = 32;

    /// <summary>By how much the clocks of gateways may differ, or be corrected: a player whose next gateway's clock is half an hour behind resumes there. This is more than for an operators'
    /// token, which can be obtained again, and more than for one client's two connections.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromHours(1);

    private const byte Version = 1;
    private const int HeadBytes = 1 + 8 + 8;
    private const int MaxLength = 1024;

    /// <summary>Issues a token for a player who is in that room now.</summary>
    public string Issue(PlayerId player, RoomId room)
    {
        var name = Encoding.UTF8.GetBytes(room.Value);
        var token = new byte[HeadBytes + name.Length + HMACSHA256.HashSizeInBytes];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1), (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(9), player.Value);
        name.CopyTo(token.AsSpan(HeadBytes));
        var signed = token.AsSpan(0, HeadBytes + name.Length);
        HMACSHA256.HashData(key, signed, token.AsSpan(signed.Length));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>False: the token is not of this world, has expired, or expires later than a token issued now would, which means that a wrong clock issued it.</summary>
    public bool TryRead(string? text, out PlayerId player, out RoomId room)
    {
        (player, room) = (default, default);
        if (text is not { Length: > 0 and <= MaxLength } || !Base64Url.IsValid(text))
            return false;
        var token = Base64Url.DecodeFromChars(text);
        if (token.Length <= HeadBytes + HMACSHA256.HashSizeInBytes || token[0] != Version)
            return false;
        var signed = token.AsSpan(0, token.Length - HMACSHA256.HashSizeInBytes);
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, token.AsSpan(signed.Length))
            || !IsPlausible(BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(1))))
        {
            return false;
        }
        player = new PlayerId(BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(9)));
        room = new RoomId(Encoding.UTF8.GetString(signed[HeadBytes..]));
        return true;
    }

    private bool IsPlausible(long expires)
    {
        var now = time.GetUtcNow();
        return expires > now.ToUnixTimeMilliseconds() && expires <= (now + lifetime + ClockMargin).ToUnixTimeMilliseconds();
    }
}
