using System.Diagnostics.CodeAnalysis;
using Actors.Gateway.Dialects;
using Actors.Gateway.Presence;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Gateway.Connections;

/// <summary>
/// What a player asks that concerns more than its room, which has let it pass. Each is answered, also when the ActorSystem is made anew meanwhile. Belongs to the connection's
/// turns.
/// </summary>
internal sealed class GlobalCommands(Connection connection, GatewayServices services)
{
    /// <summary>Those that wait for an answer of the world, which may be lost; no more than may be unanswered at all.</summary>
    private Dictionary<long, Command>? _waiting;

    public void CarryOut(GatewayNode node, IActorRef self, long id, Command command, PlayerRecord you, RoomId room)
    {
        switch (command)
        {
            case Who:
                Await(id, command);
                node.Players.List(id, self);
                break;
            case Whisper whisper:
                Await(id, command);
                node.Players.Whisper(id, whisper.To, new Whispered(you.Id, you.Name, whisper.Text), self);
                break;
            case Shout shout:
                node.Players.Publish(new Shouted(you.Id, you.Name, connection.Zone!.Value, shout.Text));
                Tell(new Answer(id, command, new Done($"You shout: {shout.Text}")));
                break;
            case Global global:
                node.Players.Publish(new SaidToAll(you.Id, you.Name, global.Text));
                Tell(new Answer(id, command, new Done($"You say to all: {global.Text}")));
                break;
            case TakeName name:
                Await(id, command);
                _ = services.Store.ClaimNameAsync(you with { Room = room }, name.Name, CancellationToken.None).PipeTo(
                    self,
                    success: outcome => new NameClaimed(id, name.Name, outcome),
                    failure: cause => new NameClaimFailed(id, cause));
                break;
        }
    }

    public void Listed(PlayersListed listed)
    {
        if (TryTake(listed.Id, out _))
            Tell(new WhoAnswer(listed.Id, listed.Players));
    }

    public void Whispered(WhisperOutcome outcome)
    {
        if (!TryTake(outcome.Id, out var asked) || asked is not Whisper whisper)
            return;
        Reply reply = outcome switch
        {
            { To: { } name } => new Done($"You whisper to {name}: {whisper.Text}"),
            { IsKnown: true } => new Rejected(Codes.NoSuchPlayer, $"There is nobody called {whisper.To} in the world."),
            _ => new Rejected(Codes.Unavailable, "The world is out of reach just now; try again."),
        };
        Tell(new Answer(outcome.Id, asked, reply));
    }

    /// <summary>The player as it is called now; null: that name is somebody else's.</summary>
    public PlayerRecord? Claimed(GatewayNode node, NameClaimed claimed, PlayerRecord you, RoomId room)
    {
        if (!TryTake(claimed.Id, out var asked))
            return null;
        if (claimed.Outcome == ClaimOutcome.Taken)
        {
            Tell(new Answer(claimed.Id, asked, new Rejected(Codes.NameTaken, $"Somebody else is called {claimed.Name}.")));
            return null;
        }
        node.Actors.Rooms.Tell(new RoomEnvelope(room, new RenamePlayer(you.Id, claimed.Name)), ActorRefs.NoSender);
        Tell(new Answer(claimed.Id, asked, new Done($"You are called {claimed.Name} from now on.")));
        return you with { Name = claimed.Name, Named = true };
    }

    public void ClaimFailed(NameClaimFailed failed, PlayerRecord you)
    {
        ConnectionLog.NameNotClaimed(services.Logger, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, you.Id);
        if (TryTake(failed.Id, out var asked))
            Tell(new Answer(failed.Id, asked, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again.")));
    }

    /// <summary>The ActorSystem that was to answer has ended.</summary>
    public void AnswersLost()
    {
        foreach (var (id, asked) in _waiting ?? [])
            Tell(new Answer(id, asked, new Rejected(Codes.Unavailable, "The world is out of reach just now; try again.")));
        _waiting = null;
    }

    private void Await(long id, Command command) => (_waiting ??= [])[id] = command;

    private bool TryTake(long id, [NotNullWhen(true)] out Command? asked)
    {
        asked = null;
        return _waiting?.Remove(id, out asked) == true;
    }

    private void Tell(Notice notice) => connection.Session.Tell(notice);
}
