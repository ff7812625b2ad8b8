using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Presence;

public sealed record PlayersListed(long Id, IReadOnlyList<PlayerPresence> Players);

public sealed record WhisperOutcome(long Id, string? To, bool IsKnown);

public sealed class WorldPlayers(IActorRef presence)
{
    public void Entered(PlayerId player, string name, RoomId room, ConnectionId connection) => presence.Tell((player, name, room, connection));

    public void Left(PlayerId player, string name, ConnectionId connection) => presence.Tell((player, name, connection));

    public void Whisper(long id, string to, Whispered message, IActorRef asker) => asker.Tell(new WhisperOutcome(id, null, true));

    public void List(long id, IActorRef asker) => asker.Tell(new PlayersListed(id, []));

    public void Publish(WorldMessage message) => presence.Tell(message);
}
