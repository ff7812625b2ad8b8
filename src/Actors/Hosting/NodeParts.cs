using Actors.Rooms;
using Actors.Streams;
using Actors.World;
using Akka.Actor;
using Akka.Hosting;

namespace Actors.Hosting;

/// <summary>What the parts of one ActorSystem share while it is wired.</summary>
public sealed class NodeParts(NodeContext node)
{
    /// <summary>The refs that parts need of each other.</summary>
    public NodeActors Actors { get; } = new();

    /// <summary>Where rooms of this node send their frames.</summary>
    public FrameSinks Sinks { get; } = new();

    /// <summary>The rooms that are active on this node.</summary>
    public LocalRooms LocalRooms { get; } = new(node.Content, node.Rooms.MaxInstances);

    /// <summary>Takes the frames of this process's rooms; set by the gateway's part, before rooms are started.</summary>
    public IFrameSink? LocalFrames { get; set; }

    /// <summary>Shows clients content that has replaced other content; set by the gateway's part, null without one.</summary>
    public Action<WorldDefinition, WorldDefinition>? ShowContent { get; set; }
}

/// <summary>What a gateway adds to each ActorSystem of its node.</summary>
public interface IGatewayPart
{
    /// <summary>Adds the gateway's actors, after those of the node.</summary>
    void Configure(AkkaConfigurationBuilder builder, NodeContext node, NodeParts parts);
}

/// <summary>Registry key: takes every <see cref="RoomEnvelope"/>.</summary>
public sealed class RoomRegion;
