using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// The parents of the connections' actors. There are a hundred of them because each keeps its children in an immutable map: a single parent would copy longer paths of that
/// map, and take some hundred bytes more for each connection.
/// </summary>
public sealed class ConnectionParents
{
    private const int DefaultCount = 101;

    private readonly IActorRef[] _parents;

    /// <summary>Creates all parents.</summary>
    public ConnectionParents(IActorRefFactory factory, int count = DefaultCount) =>
        _parents = [.. Enumerable.Range(0, count).Select(i => factory.ActorOf(Parent.Props, $"connections-{i}"))];

    /// <summary>Creates the connection's actor on the parent's turn, and hands it to the connection there.</summary>
    internal void Spawn(Connection connection) => _parents[connection.Id.Number % _parents.Length].Tell(connection, ActorRefs.NoSender);

    /// <summary>Only the failing connection stops: its client is disconnected, and connects again.</summary>
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
