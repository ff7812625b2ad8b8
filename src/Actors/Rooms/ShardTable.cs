using Actors.Storage;

namespace Actors.Rooms;

/// <summary>Which shards are open on this node, and with which epoch they commit.</summary>
internal sealed class ShardTable
{
    private const long Closed = -1;

    private readonly long[] _epochs = new long[Shards.Count];

    public ShardTable() => Array.Fill(_epochs, Closed);

    public void Open(int shard, long epoch) => Volatile.Write(ref _epochs[shard], epoch);

    public void Close(int shard) => Volatile.Write(ref _epochs[shard], Closed);

    public bool IsOpen(int shard) => Volatile.Read(ref _epochs[shard]) != Closed;

    public bool TryGetEpoch(int shard, out long epoch)
    {
        epoch = Volatile.Read(ref _epochs[shard]);
        return epoch != Closed;
    }
}
