using Actors.Rooms;
using Akka.Cluster.Sharding;

namespace Actors.Sharding;

/// <summary>Tells Akka which room a message is for. A message without an envelope is for no room, and goes to unhandled messages.</summary>
public sealed class RoomExtractor : IMessageExtractor
{
    /// <summary>The entity type, the same on all nodes.</summary>
    public const string TypeName = "rooms";

    /// <inheritdoc/>
    public string? EntityId(object message) => message is RoomEnvelope envelope ? envelope.Room.Value : null;

    /// <inheritdoc/>
    public object? EntityMessage(object message) => message is RoomEnvelope envelope ? envelope.Message : message;

    /// <summary>Used by Akka before 1.5.15, and still part of the interface.</summary>
    public string? ShardId(object message) => EntityId(message) is { } room ? RoomShards.IdOf(room) : null;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => RoomShards.IdOf(entityId);
}
