using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// The parents of the connections' actors. A hundred of them: each keeps its children in an immutable map, and one with all of them would copy longer
/// paths of it, and take some hundred bytes more for each connection.
/// </summary>
public sealed class ConnectionParents
{
    private const int DefaultCount = 101;

    private readonly IActorRef[] _parents;

    /// <summary>Makes the parents at once.</summary>
    public ConnectionParents(IActorRefFactory factory, int count = DefaultCount) =>
        _parents = [.. Enumerable.Range(0, count).Select(i => factory.ActorOf(Parent.Props, $"connections-{i}"))];

    /// <summary>Makes the connection's actor, on the parent's turn; the connection is given it there.</summary>
    internal void Spawn(Connection connection) => _parents[connection.Id.Number % _parents.Length].Tell(connection, ActorRefs.NoSender);

    /// <summary>A connection that fails stops, alone: its client is disconnected, and connects again.</summary>
    private sealed class Parent : UntypedActor
    {
        public static Props Props { get; } = Akka.Actor.Props.Create<Parent>().WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

        protected override void OnReceive(object message)
        {
            if (message is Connection connection)
                connection.Attached(Context.ActorOf(ConnectionActor.Props));
        }
    }
}
