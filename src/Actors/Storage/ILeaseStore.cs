namespace Actors.Storage;

public readonly record struct ShardGrant(int Shard, long Epoch);
