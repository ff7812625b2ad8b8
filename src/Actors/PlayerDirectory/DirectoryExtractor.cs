using System.Globalization;
using Akka.Cluster.Sharding;

namespace Actors.PlayerDirectory;

/// <summary>Tells Akka which bucket a message is for. A message without an envelope, or for a bucket that does not exist, is for none.</summary>
public sealed class DirectoryExtractor : IMessageExtractor
{
    /// <summary>
    /// Four buckets each. The coordinator writes its state once for each shard that moves, beside the coordinator of rooms, whose hand-over must not wait for it. The same on
    /// all nodes of a cluster, of every version.
    /// </summary>
    public const int Shards = 16;

    private static readonly string[] Numbers = [.. Enumerable.Range(0, NameBuckets.Count).Select(static number => number.ToString(CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public string? EntityId(object message) =>
        message is DirectoryEnvelope { Bucket: >= 0 and < NameBuckets.Count } envelope ? Numbers[envelope.Bucket] : null;

    /// <inheritdoc/>
    public object? EntityMessage(object message) => message is DirectoryEnvelope envelope ? envelope.Message : message;

    /// <summary>For Akka before 1.5.15; the interface still has it.</summary>
    public string? ShardId(object message) => EntityId(message) is { } bucket ? ShardId(bucket) : null;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => Numbers[BucketOf(entityId) % Shards];

    /// <summary>The bucket by the id of its entity.</summary>
    public static int BucketOf(string entityId) => int.Parse(entityId, NumberStyles.None, CultureInfo.InvariantCulture);
}
