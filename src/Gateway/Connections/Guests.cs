using System.Security.Cryptography;
using System.Text;
using Actors.Gateway.Identity;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// Creates players for clients without an account. A guest costs the store nothing until it owns something: its id comes from
/// a block that is reserved for many at once, and its row is written with its first durable change.
/// </summary>
public sealed class Guests(IWorldStore store, LiveWorld content, Action<Span<byte>> randomBytes)
{
    private const int BlockSize = 1000;

    private readonly Lock _lock = new();
    private Task? _refill;
    private long _next;
    private long _end;

    /// <summary>A new guest, and the secret with which it returns.</summary>
    public async Task<(PlayerRecord Record, string Token)> CreateAsync(CancellationToken cancellation)
    {
        var token = NewToken();
        return (await CreateAsync(Hash(token), cancellation), token);
    }

    /// <summary>A player without a name, under the given key.</summary>
    public async Task<PlayerRecord> CreateAsync(string tokenHash, CancellationToken cancellation)
    {
        var world = content.Current;
        var id = new PlayerId(await NextIdAsync(cancellation));
        return new PlayerRecord
        {
            Id = id,
            Name = PlayerName.ForGuest(id),
            TokenHash = tokenHash,
            Room = new RoomId(world.DefaultRoom),
            Health = world.Rules.PlayerMaxHealth,
        };
    }

    /// <summary>Only the SHA-256 of a token is stored: a reader of the store cannot impersonate anybody.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string NewToken()
    {
        Span<byte> bytes = stackalloc byte[GuestToken.RandomBytes];
        randomBytes(bytes);
        return GuestToken.Issue(bytes);
    }

    /// <summary>All callers that find the block used up wait for the same refill. It belongs to none of them, so that cancelling one call does not cancel it for the others.</summary>
    private async Task<long> NextIdAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task refill;
            lock (_lock)
            {
                if (_next < _end)
                    return _next++;
                if (_refill is null || _refill.IsCompleted)
                    _refill = RefillAsync();
                refill = _refill;
            }
            await refill.WaitAsync(cancellation);
        }
    }

    private async Task RefillAsync()
    {
        var first = await store.ReservePlayerIdsAsync(BlockSize, CancellationToken.None);
        lock (_lock)
            (_next, _end) = (first, first + BlockSize);
    }
}
