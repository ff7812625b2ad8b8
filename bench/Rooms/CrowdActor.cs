using Actors.Rooms;
using Akka.Actor;

namespace Actors.Bench.Rooms;

/// <summary>The gateway's endpoint and all its connections in one actor, to which rooms reply.</summary>
internal sealed class CrowdActor : UntypedActor
{
    private readonly Action<Joined, IActorRef> _joined;

    public CrowdActor(Action<Joined, IActorRef> joined) => _joined = joined;

    public static Props Props(Action<Joined, IActorRef> joined) => Akka.Actor.Props.Create(() => new CrowdActor(joined));

    protected override void OnReceive(object message)
    {
        if (message is Joined joined)
            _joined(joined, Sender);
        else if (message is JoinRefused or RoomLost or SessionReplaced)
            Environment.FailFast($"A player was told {message}.");
    }
}
