using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// Runs the turns of one connection: a thin actor around its <see cref="PlayerSession"/>. All connections share one Props, and the first message brings what is the
/// connection's own, because there are tens of thousands of these actors and each byte counts.
/// </summary>
internal sealed class ConnectionActor : UntypedActor
{
    private Connection? _connection;

    public static Props Props { get; } =
        Akka.Actor.Props.Create<ConnectionActor>().WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher).WithMailbox(Dispatch.DispatchConfig.ConnectionMailbox);

    protected override void OnReceive(object message)
    {
        if (_connection is null)
        {
            _connection = (Connection)message;
            _connection.State.Begin(Self);
            return;
        }
        if (message is NextRequest)
        {
            if (_connection.TryTakeRequest(out var request))
                _connection.State.Receive(request, Sender);
        }
        else
        {
            _connection.State.Receive(message, Sender);
        }
        if (_connection.State.IsClosed)
            Context.Stop(Self);
    }

    /// <summary>After a failure the body leaves and the client is disconnected. When the ActorSystem ends, the connection continues in the next one.</summary>
    protected override void PostStop() => _connection?.ActorStopped(Self, systemEnds: CoordinatedShutdown.Get(Context.System).ShutdownReason is not null);
}

/// <summary>A client's request waits in its connection. Each is taken by one of these messages, so that requests and inputs keep their order.</summary>
internal sealed class NextRequest
{
    public static NextRequest Instance { get; } = new();
}
