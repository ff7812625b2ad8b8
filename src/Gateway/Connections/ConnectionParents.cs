using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// The parents of the connections' actors. A hundred of them: each keeps its children in an immutable map, and one with all of them would copy longer
/// paths of it, and take some hundred bytes more for each connection.
/// </summary>
public sealed class ConnectionParents
{
    private const int Count = 101;

    private readonly ActorCell[] _parents;

    public ConnectionParents(ActorSystem system)
    {
        _parents = new ActorCell[Count];
        for (var i = 0; i < Count; i++)
            _parents[i] = ((LocalActorRef)((ExtendedActorSystem)system).Guardian.Cell.AttachChild(Parent.Props, isSystemService: false, $"connections-{i}")).Cell;
    }

    /// <summary>From any thread, as Akka's own <c>ActorSystem.ActorOf</c> does with the guardian: a child is attached to its parent's cell at once, and begins on a turn of its own.</summary>
    internal IActorRef Spawn(Connection connection)
    {
        var actor = _parents[connection.Id.Number % Count].AttachChild(ConnectionActor.Props, isSystemService: false, null);
        actor.Tell(connection, ActorRefs.NoSender);
        return actor;
    }

    /// <summary>A connection that fails stops, alone: its client is told, and connects again.</summary>
    private sealed class Parent : UntypedActor
    {
        public static Props Props { get; } = Akka.Actor.Props.Create<Parent>();

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
