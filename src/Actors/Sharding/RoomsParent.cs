using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Actors.Sharding;

/// <summary>
/// The parent of a standalone server's rooms. It takes the same envelopes as a shard region, creates a room when the first message for it arrives, and stops it at its request.
/// Messages for a room that is stopping wait, bounded, for its next activation.
/// </summary>
public sealed class RoomsParent : UntypedActor
{
    /// <summary>Stops all rooms, each after it has persisted its state. The parent stops after them.</summary>
    public sealed record StopAll
    {
        /// <summary>The message has no content, so one instance serves all.</summary>
        public static StopAll Instance { get; } = new();
    }

    internal const int MaxWaiting = 10_000;

    private readonly Func<RoomId, Props> _room;
    private readonly Dictionary<RoomId, IActorRef> _rooms = [];
    private readonly Dictionary<IActorRef, Queue<(RoomEnvelope Envelope, IActorRef Sender)>> _stopping = [];
    private int _waiting;
    private bool _ends;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public RoomsParent(Func<RoomId, Props> room) => _room = room;

    /// <summary>One on a standalone server.</summary>
    /// <param name="room">Makes the actor of a room, also for a room that is not in the content.</param>
    public static Props Props(Func<RoomId, Props> room) => Akka.Actor.Props.Create(() => new RoomsParent(room)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RoomEnvelope envelope:
                Deliver(envelope, Sender);
                break;
            case Passivate passivate:
                Stop(Sender, passivate.StopMessage);
                break;
            case Terminated terminated:
                Ended(terminated.ActorRef);
                break;
            case StopAll:
                _ends = true;
                foreach (var room in _rooms.Values)
                    Stop(room, SealRoom.AtOnce);
                StopWhenEmpty();
                break;
        }
    }

    private void Deliver(RoomEnvelope envelope, IActorRef sender)
    {
        if (!_rooms.TryGetValue(envelope.Room, out var room))
        {
            if (_ends)
                return;
            // Ids come from content or from players: an id is not always a valid part of an actor's path.
            room = _rooms[envelope.Room] = Context.ActorOf(_room(envelope.Room), Uri.EscapeDataString(envelope.Room.Value));
            Context.Watch(room);
        }
        if (!_stopping.TryGetValue(room, out var queue))
        {
            room.Tell(envelope.Message, sender);
        }
        else if (_waiting < MaxWaiting)
        {
            _waiting++;
            queue.Enqueue((envelope, sender));
        }
        else
        {
            // As a shard does with messages that it cannot buffer. Senders of requests ask again.
            Context.System.DeadLetters.Tell(envelope.Message, sender);
        }
    }

    private void Stop(IActorRef room, object stopMessage)
    {
        if (_stopping.TryAdd(room, new Queue<(RoomEnvelope, IActorRef)>()))
            room.Tell(stopMessage, Self);
    }

    private void Ended(IActorRef room)
    {
        foreach (var (id, known) in _rooms)
        {
            if (known.Equals(room))
            {
                _rooms.Remove(id);
                break;
            }
        }
        if (_stopping.Remove(room, out var queue))
        {
            _waiting -= queue.Count;
            while (queue.TryDequeue(out var waiting))
                Deliver(waiting.Envelope, waiting.Sender);
        }
        StopWhenEmpty();
    }

    private void StopWhenEmpty()
    {
        if (_ends && _rooms.Count == 0)
            Context.Stop(Self);
    }
}
