using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>Where the frames of one gateway go, from the rooms of this node.</summary>
public interface IFrameSink
{
    /// <summary>Called on the room's turn, so it returns at once. Back-pressure is the sink's own bounded buffer: the newest state of a room wins, and its events are never dropped.</summary>
    void Offer(long epoch, RoomFrame frame);
}

/// <summary>Finds the sink of a gateway: in the same process its views, else the stream to its node.</summary>
public interface IFrameSinks
{
    /// <param name="gateway">The gateway's endpoint.</param>
    IFrameSink Of(IActorRef gateway);
}
