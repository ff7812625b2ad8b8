using System.Text;
using Actors.World;

namespace Actors.Storage;

/// <summary>Rooms hash to a fixed number of shards; a shard is what a node owns.</summary>
public static class Shards
{
    public const int Count = 256;

    /// <summary>The same on every node, of every version: FNV-1a (32 bits) of the id in UTF-8, folded to a byte.</summary>
    public static int Of(RoomId room)
    {
        Span<byte> bytes = stackalloc byte[256];
        var text = Encoding.UTF8.GetByteCount(room.Value) <= bytes.Length
            ? bytes[..Encoding.UTF8.GetBytes(room.Value, bytes)]
            : Encoding.UTF8.GetBytes(room.Value);
        var hash = 2166136261u;
        foreach (var one in text)
            hash = (hash ^ one) * 16777619u;
        hash ^= hash >> 16;
        return (int)((hash ^ (hash >> 8)) & 0xFF);
    }
}

/// <summary>A node that has a lease.</summary>
/// <param name="Incarnation">Never used before: a node that starts again under its name is another member.</param>
/// <param name="Address">Where its line is, <c>host:port</c>.</param>
/// <param name="Weight">Its share of the shards, relative to the others'; 0 hosts no rooms.</param>
/// <param name="Draining">It is to give up what it has.</param>
public sealed record Member(string Name, long Incarnation, string Address, int Weight, bool IsGateway, bool Draining);

/// <param name="Node">Null: nobody with a lease.</param>
/// <param name="Epoch">Raised whenever the shard is taken.</param>
public readonly record struct ShardOwner(string? Node, long Incarnation, long Epoch);

/// <summary>Who is there and who owns what, at one instant of the database.</summary>
/// <param name="Live">Those whose lease has not expired, by name.</param>
/// <param name="Shards">All of them, by number.</param>
public sealed record ClusterTable(IReadOnlyList<Member> Live, IReadOnlyList<ShardOwner> Shards);

/// <summary>The right to commit for a shard, under this epoch.</summary>
public readonly record struct ShardGrant(int Shard, long Epoch);

/// <summary>A shard that goes from its owner to another node, without having been free in between.</summary>
/// <param name="Epoch">The giver's; in the answer the receiver's.</param>
public readonly record struct ShardGift(int Shard, long Epoch, string To, long ToIncarnation);

/// <summary>
/// What the nodes of a cluster agree on. Leases expire by the database's clock. Expected outcomes are values; an exception means that the database
/// could not be reached, and then nothing is known about the call's effect.
/// </summary>
public interface ILeaseStore
{
    /// <summary>Registers a node, with an incarnation that the store chooses. Null while a live lease bears the name.</summary>
    Task<Member?> JoinAsync(Member node, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Extends the lease to so long from now. False when it has expired or is not there any more: the node must join anew.</summary>
    Task<bool> RenewAsync(string node, long incarnation, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Ends the lease; shards that the node still has are free.</summary>
    Task LeaveAsync(string node, long incarnation, CancellationToken cancellation);

    Task<ClusterTable> ReadAsync(CancellationToken cancellation);

    /// <summary>Takes those of the shards that nobody with a lease owns, raising their epochs. Nothing when the taker's own lease has expired.</summary>
    Task<IReadOnlyList<ShardGrant>> TakeAsync(string node, long incarnation, IReadOnlyList<int> shards, CancellationToken cancellation);

    /// <summary>Frees those that are still the node's under these epochs. The epochs stay.</summary>
    Task ReleaseAsync(string node, long incarnation, IReadOnlyList<ShardGrant> shards, CancellationToken cancellation);

    /// <summary>
    /// Makes those that are still the node's under these epochs another's, raising their epochs, if the other has a lease under that incarnation. Answers those; what could
    /// not be given stays with the giver.
    /// </summary>
    Task<IReadOnlyList<ShardGift>> GiveAsync(string node, long incarnation, IReadOnlyList<ShardGift> shards, CancellationToken cancellation);

    /// <summary>Marks a node as one that is to give up what it has. False when there is no such live node.</summary>
    Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation);

    /// <summary>A server that is alone takes every shard, whoever had it. Null while a node of a cluster has a lease.</summary>
    Task<IReadOnlyList<ShardGrant>?> SeizeAllAsync(string node, CancellationToken cancellation);
}
