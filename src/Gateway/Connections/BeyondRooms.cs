using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Gateway.Connections;

/// <summary>What a player asks that concerns more than its room, which has let it pass. Belongs to the connection actor's turns.</summary>
internal sealed class BeyondRooms(Connection connection, GatewayServices services, IActorContext<ConnectionMessage> context)
{
    public void CarryOut(long id, Command command, PlayerRecord you, RoomId room)
    {
        switch (command)
        {
            case Who:
                Tell(new WhoAnswer(id, services.Presence.List(limit: 200)));
                break;
            case Whisper whisper when services.Presence.Find(whisper.To) is { } to:
                services.Cluster.Tell(to.Connection, new Whispered(you.Id, you.Name, whisper.Text));
                Tell(new Answer(id, command, new Done($"You whisper to {to.Name}: {whisper.Text}")));
                break;
            case Whisper whisper:
                Tell(new Answer(id, command, new Rejected(Codes.NoSuchPlayer, $"There is nobody called {whisper.To} in the world.")));
                break;
            case Shout shout:
                services.Cluster.Publish(new Shouted(you.Id, you.Name, connection.Zone!.Value, shout.Text));
                Tell(new Answer(id, command, new Done($"You shout: {shout.Text}")));
                break;
            case Global global:
                services.Cluster.Publish(new SaidToAll(you.Id, you.Name, global.Text));
                Tell(new Answer(id, command, new Done($"You say to all: {global.Text}")));
                break;
            case TakeName name:
                var record = you with { Room = room };
                context.RunAsync(
                    cancellation => services.Store.ClaimNameAsync(record, name.Name, cancellation),
                    outcome => (ConnectionMessage)new NameClaimed(id, command, name.Name, outcome),
                    cause => new NameClaimFailed(id, command, cause));
                break;
        }
    }

    /// <summary>The player as it is called now; null: that name is somebody else's.</summary>
    public PlayerRecord? Claimed(NameClaimed claimed, PlayerRecord you, RoomId room)
    {
        if (claimed.Outcome == ClaimOutcome.Taken)
        {
            Tell(new Answer(claimed.Id, claimed.Asked, new Rejected(Codes.NameTaken, $"Somebody else is called {claimed.Name}.")));
            return null;
        }
        services.Cluster.Tell(room, new RenamePlayer(you.Id, claimed.Name));
        services.Cluster.Publish(new PresenceChanged(you.Id, claimed.Name, room, connection.Address));
        Tell(new Answer(claimed.Id, claimed.Asked, new Done($"You are called {claimed.Name} from now on.")));
        return you with { Name = claimed.Name, Named = true };
    }

    public void ClaimFailed(NameClaimFailed failed, PlayerRecord you)
    {
        context.Logger.LogWarning(failed.Cause, "A name could not be claimed for {Player}", you.Id);
        Tell(new Answer(failed.Id, failed.Asked, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again.")));
    }

    private void Tell(Notice notice) => connection.Session.Tell(notice);
}
