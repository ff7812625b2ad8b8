using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Takes what other nodes send to this node as a whole: inputs for its rooms, batched by gateway, and status requests. Rooms are found by id and epoch. An
/// input for an activation that is not here is refused, and its connection joins again.
/// </summary>
public sealed class NodeEndpoint : UntypedActor
{
    /// <summary>The actor's name, the same on every node: a gateway finds it by the address of the room that a batch is for.</summary>
    public const string Name = "node";

    private readonly string _node;
    private readonly LocalRooms _rooms;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public NodeEndpoint(string node, LocalRooms rooms) => (_node, _rooms) = (node, rooms);

    /// <summary>One for each node that hosts rooms, by a name that gateways know.</summary>
    public static Props Props(string node, LocalRooms rooms) => Akka.Actor.Props.Create(() => new NodeEndpoint(node, rooms)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CommandBatch batch:
                foreach (var input in batch.Inputs)
                    Deliver(input, batch.Gateway);
                break;
            case AskReport:
                Sender.Tell(_rooms.Report(_node));
                break;
        }
    }

    private void Deliver(RoomInputFor input, IActorRef gateway)
    {
        if (_rooms.TryFind(input.Room, out var handle) && handle.Epoch == input.Epoch && handle.Actor is { } room)
            room.Tell(input.Message, gateway);
        else if (input.Message is ExecuteCommand command)
            gateway.Tell(new CommandRefused(command.Connection, command.Attempt));
    }
}
