using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// The actors of a node that its other parts send to. Set once while the ActorSystem is wired, before the first room or connection is made: a room is made
/// by the region that it sends to, so neither can be given to the other's constructor.
/// </summary>
public sealed class NodeActors
{
    private IActorRef? _rooms;
    private IActorRef? _commits;

    /// <summary>Takes every <see cref="RoomEnvelope"/>: the shard region, its proxy, or a standalone server's parent of rooms.</summary>
    public IActorRef Rooms
    {
        get => _rooms ?? throw new InvalidOperationException("The node's rooms have not been wired.");
        set => _rooms = value;
    }

    /// <summary>Takes <see cref="Storage.CommitRequest"/>.</summary>
    public IActorRef Commits
    {
        get => _commits ?? throw new InvalidOperationException("The node's commits have not been wired.");
        set => _commits = value;
    }
}
