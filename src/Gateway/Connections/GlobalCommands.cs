using Actors.Gateway.Dialects;
using Actors.Gateway.Presence;
using Actors.Rooms;
using Actors.Storage;
using Actors.Telemetry;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// Executes the commands that the room has forwarded because they concern more than the room. Each is answered, even if the ActorSystem restarts meanwhile. Used only on
/// the connection's turns.
/// </summary>
internal sealed class GlobalCommands(Connection connection, GatewayServices services)
{
    private static readonly Rejected OutOfReach = new(Codes.Unavailable, "The world's memory is out of reach just now; try again.");

    /// <summary>Commands whose answers may be lost with the ActorSystem; no more than may be pending at all.</summary>
    private Dictionary<long, (Command Asked, CommandSpan Trace)>? _waiting;

    public void Execute(GatewayNode node, IActorRef self, long id, Command command, CommandSpan trace, PlayerRecord you, RoomId room)
    {
        switch (command)
        {
            case Who:
                Await(id, command, trace);
                node.Players.List(id, self);
                break;
            case ListRooms list:
                Await(id, command, trace);
                _ = services.OpenRooms.ListAsync(new RoomQuery(list.Set, list.Filter)).PipeTo(
                    self,
                    success: rooms => new RoomsListed(id, rooms),
                    failure: cause => new RoomsNotListed(id, cause));
                break;
            case Whisper whisper:
                Await(id, command, trace);
                node.Players.Whisper(id, whisper.To, new Whispered(you.Id, you.Name, whisper.Text), self);
                break;
            case Shout shout:
                node.Players.Publish(new Shouted(you.Id, you.Name, connection.Zone!.Value, shout.Text));
                connection.Answer(new Answer(id, command, new Done($"You shout: {shout.Text}")), trace);
                break;
            case Global global:
                node.Players.Publish(new SaidToAll(you.Id, you.Name, global.Text));
                connection.Answer(new Answer(id, command, new Done($"You say to all: {global.Text}")), trace);
                break;
            case TakeName name:
                Await(id, command, trace);
                _ = services.Store.ClaimNameAsync(you with { Room = room }, name.Name, CancellationToken.None).PipeTo(
                    self,
                    success: outcome => new NameClaimed(id, name.Name, outcome),
                    failure: cause => new NameClaimFailed(id, cause));
                break;
        }
    }

    public void Listed(PlayersListed listed)
    {
        if (TryTake(listed.Id, out var who))
            connection.Answer(new WhoAnswer(listed.Id, listed.Players), who.Trace);
    }

    public void Listed(RoomsListed listed)
    {
        if (TryTake(listed.Id, out var rooms))
            connection.Answer(new RoomsAnswer(listed.Id, listed.Rooms), rooms.Trace);
    }

    public void ListFailed(RoomsNotListed failed)
    {
        ConnectionLog.RoomsNotListed(services.Logger, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause);
        if (TryTake(failed.Id, out var waiting))
            connection.Answer(new Answer(failed.Id, waiting.Asked, OutOfReach), waiting.Trace);
    }

    public void Whispered(WhisperOutcome outcome)
    {
        if (!TryTake(outcome.Id, out var waiting) || waiting.Asked is not Whisper whisper)
            return;
        Reply reply = outcome switch
        {
            { To: { } name } => new Done($"You whisper to {name}: {whisper.Text}"),
            { IsKnown: true } => new Rejected(Codes.NoSuchPlayer, $"There is nobody called {whisper.To} in the world."),
            _ => new Rejected(Codes.Unavailable, "The world is out of reach just now; try again."),
        };
        connection.Answer(new Answer(outcome.Id, whisper, reply), waiting.Trace);
    }

    /// <summary>The player with its new name; null: somebody else has that name, or nobody waits for it any more.</summary>
    public PlayerRecord? Claimed(GatewayNode node, NameClaimed claimed, PlayerRecord you, RoomId room)
    {
        if (!TryTake(claimed.Id, out var waiting))
            return null;
        if (claimed.Outcome == ClaimOutcome.Taken)
        {
            connection.Answer(new Answer(claimed.Id, waiting.Asked, new Rejected(Codes.NameTaken, $"Somebody else is called {claimed.Name}.")), waiting.Trace);
            return null;
        }
        node.Actors.Rooms.Tell(new RoomEnvelope(room, new RenamePlayer(you.Id, claimed.Name)), ActorRefs.NoSender);
        connection.Answer(new Answer(claimed.Id, waiting.Asked, new Done($"You are called {claimed.Name} from now on.")), waiting.Trace);
        return you with { Name = claimed.Name, Named = true };
    }

    public void ClaimFailed(NameClaimFailed failed, PlayerRecord you)
    {
        ConnectionLog.NameNotClaimed(services.Logger, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, you.Id);
        if (TryTake(failed.Id, out var waiting))
            connection.Answer(new Answer(failed.Id, waiting.Asked, OutOfReach), waiting.Trace);
    }

    /// <summary>The ActorSystem that was to answer has ended.</summary>
    public void AnswersLost()
    {
        foreach (var (id, waiting) in _waiting ?? [])
            connection.Answer(new Answer(id, waiting.Asked, new Rejected(Codes.Unavailable, "The world is out of reach just now; try again.")), waiting.Trace);
        _waiting = null;
    }

    private void Await(long id, Command command, CommandSpan trace) => (_waiting ??= [])[id] = (command, trace);

    private bool TryTake(long id, out (Command Asked, CommandSpan Trace) waiting)
    {
        waiting = default;
        return _waiting?.Remove(id, out waiting) == true;
    }

    /// <summary>The client has disconnected.</summary>
    public void AbandonTraces()
    {
        foreach (var (_, waiting) in _waiting ?? [])
            waiting.Trace.Abandon();
    }
}
