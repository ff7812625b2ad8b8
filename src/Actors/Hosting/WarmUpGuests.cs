using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Actors.World;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Serialization;

namespace Actors.Hosting;

/// <summary>A gateway and its few guests, who play in one room, have it handed over, and continue in its next activation. Ends with the second round.</summary>
internal sealed class WarmUpGuests : UntypedActor
{
    private const int Guests = 3;
    private const int Frames = 4;
    private const int Rounds = 2;

    private readonly NodeContext _node;
    private readonly NodeActors _actors;
    private readonly TaskCompletionSource _played;
    private readonly RoomId _room;
    private readonly RoomDefinition _definition;
    private readonly FrameInlets _inlets;
    private IActorRef _activation = ActorRefs.Nobody;
    private int _round;
    private int _awaited;
    private int _framesLeft;

    public WarmUpGuests(NodeContext node, NodeActors actors, TaskCompletionSource played)
    {
        (_node, _actors, _played) = (node, actors, played);
        _room = new RoomId(node.World.DefaultRoom);
        _definition = node.World.FindRoom(_room)!;
        var self = Self;
        _inlets = new FrameInlets(Context, Self, node.Time, PackedFrames.Instance, (_, _, _) => self.Tell(FrameShown.Instance));
    }

    private sealed class FrameShown
    {
        public static FrameShown Instance { get; } = new();
    }

    public static Props Props(NodeContext node, NodeActors actors, TaskCompletionSource played) => Akka.Actor.Props.Create(() => new WarmUpGuests(node, actors, played));

    protected override void PreStart() => BeginRound();

    protected override void PostStop() => _inlets.CloseAll();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FramesOffered offered:
                _inlets.Open(offered.Frames, Sender.Path.Address);
                break;
            case FrameInlets.Message inlet:
                _inlets.Receive(inlet);
                break;
            case FrameShown:
                _framesLeft--;
                EndRound();
                break;
            case Joined joined:
                Carried(joined);
                if (joined.Room == _room)
                    Play(joined.You.Id, Sender);
                Answered();
                break;
            case MovedTo moved:
                Carried(moved);
                // The walk itself has been answered; the join that follows is answered too.
                _awaited++;
                Join(guest: 1, moved.Room, moved);
                break;
            case Answered answered:
                Carried(answered);
                Answered();
                break;
            case RoomClosed closed when closed.Room == _room && _round < Rounds:
                Carried(closed);
                BeginRound();
                break;
        }
    }

    private void BeginRound()
    {
        _round++;
        (_awaited, _framesLeft) = (Guests, Frames);
        for (var guest = 1; guest <= Guests; guest++)
            Join(guest, _room, null);
        Tell(_room, new WatchRoom(Self, FromEvent: 0));
    }

    private void EndRound()
    {
        if (_awaited > 0 || _framesLeft > 0)
            return;
        if (_round == Rounds)
            _played.TrySetResult();
        else
            _actors.Rooms.Tell(new Passivate(SealRoom.Instance), _activation);
        // A round ends only once.
        _framesLeft = int.MaxValue;
    }

    private void Join(int guest, RoomId room, MovedTo? moved)
    {
        var record = new PlayerRecord { Id = new PlayerId(guest), Name = $"guest{guest}", Room = room, Position = _definition.Spawn, Health = _node.World.Rules.PlayerMaxHealth };
        var seen = _round > 1 && moved is null ? new PlayerSnapshot(_definition.Spawn, 0, record.Health, default) : null;
        Tell(room, new JoinRoom(record.Id, moved is null ? record : null, new ConnectionId(1, guest), Self, _node.Clock.GetUtcNow(), _round, moved?.From, moved?.Transfer, seen));
    }

    private void Play(PlayerId guest, IActorRef activation)
    {
        _activation = activation;
        var connection = new ConnectionId(1, guest.Value);
        Send(0, new Move(new Vector(0.1 * guest.Value, 0.2), _round));
        var number = 0;
        foreach (var command in Script(guest))
        {
            _awaited++;
            Send(++number, command);
        }

        void Send(long number, Command command)
        {
            var id = number == 0 ? 0 : (_round * 100) + number;
            activation.Tell(Carried(new ExecuteCommand(guest, connection, _round, number, id, command)), Self);
        }
    }

    /// <summary>Each command once. The exit comes last and for one guest only: a room without players has no frames.</summary>
    private IEnumerable<Command> Script(PlayerId guest)
    {
        yield return new Look();
        yield return new Say("Is anybody there?");
        foreach (var kind in _definition.Items.Select(static item => item.Kind).Distinct().Take(3))
        {
            yield return new Take(_node.World.ItemKinds[kind].Name);
            yield return new Drop(_node.World.ItemKinds[kind].Name);
        }
        yield return new Gather();
        yield return new ShowInventory();
        if (guest.Value == 1 && _round == Rounds && _definition.Exits is [var exit, ..])
            yield return new Go(exit.Direction);
    }

    private void Answered()
    {
        _awaited--;
        EndRound();
    }

    private void Tell(RoomId room, RoomMessage message) => _actors.Rooms.Tell(Carried(new RoomEnvelope(room, message)), Self);

    /// <summary>The message after it was serialized and read.</summary>
    private static T Carried<T>(T message)
        where T : notnull
    {
        var system = Context.System;
        var serializer = (SerializerWithStringManifest)system.Serialization.FindSerializerFor(message);
        var bytes = Akka.Serialization.Serialization.WithTransport((ExtendedActorSystem)system, () => serializer.ToBinary(message));
        return (T)serializer.FromBinary(bytes, serializer.Manifest(message));
    }
}
