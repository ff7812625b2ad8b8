using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// Makes players of those who come without an account. A guest costs the store nothing until it owns something: its id comes from
/// a block that is set aside once for many, and its row is written with its first durable change.
/// </summary>
public sealed class Guests(IWorldStore store, WorldDefinition world, Action<Span<byte>> randomBytes)
{
    private const int BlockSize = 1000;
    private const int TokenBytes = 24;

    private readonly SemaphoreSlim _refill = new(1, 1);
    private long _next;
    private long _end;

    public async Task<(PlayerRecord Record, string Token)> CreateAsync(CancellationToken cancellation)
    {
        var id = await NextIdAsync(cancellation);
        var token = NewToken();
        var record = new PlayerRecord
        {
            Id = new PlayerId(id),
            Name = PlayerName.ForGuest(new PlayerId(id)),
            TokenHash = Hash(token),
            Room = new RoomId(world.DefaultRoom),
            Health = world.Rules.PlayerMaxHealth,
        };
        return (record, token);
    }

    /// <summary>Tokens are kept as their SHA-256 only: who reads the store cannot become anybody.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string NewToken()
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        randomBytes(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    private async Task<long> NextIdAsync(CancellationToken cancellation)
    {
        await _refill.WaitAsync(cancellation);
        try
        {
            if (_next == _end)
            {
                _next = await store.ReservePlayerIdsAsync(BlockSize, cancellation);
                _end = _next + BlockSize;
            }
            return _next++;
        }
        finally
        {
            _refill.Release();
        }
    }
}
