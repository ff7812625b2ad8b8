using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Presence;

/// <summary>
/// The players of the world, and messages to all of it, as sessions use them: from any thread, and nothing here waits. Each answer comes exactly once, even if the rest of
/// the cluster cannot be reached.
/// </summary>
/// <param name="presence">The gateway's <see cref="PresenceActor"/>.</param>
public sealed class WorldPlayers(IActorRef presence)
{
    /// <summary>The player is in that room, by that connection. Repeating it does no harm, and costs other nodes nothing.</summary>
    public void Entered(PlayerId player, string name, RoomId room, ConnectionId connection) => Tell(new ComeIn(new PlayerEntry(player, name, connection), room));

    /// <summary>The connection is no longer part of the world, because it ended or another has replaced it. Its player stays if that other one brought it in.</summary>
    public void Left(PlayerId player, string name, ConnectionId connection) => Tell(new GoAway(new PlayerEntry(player, name, connection)));

    /// <summary>The asker is answered by <see cref="WhisperOutcome"/>.</summary>
    public void Whisper(long id, string to, Whispered message, IActorRef asker) => Tell(new SendWhisper(id, to, message, asker));

    /// <summary>The asker is answered by <see cref="PlayersListed"/>.</summary>
    public void List(long id, IActorRef asker) => Tell(new ListPlayers(id, asker));

    /// <summary>Sends to all gateways, this one included; unreachable ones miss it.</summary>
    public void Publish(WorldMessage message) => Tell(new TellAll(message));

    private void Tell(PresenceCommand command) => presence.Tell(command, ActorRefs.NoSender);
}
