using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Akka.Actor;

namespace Actors.Gateway.Tests.Presence;

/// <summary>All that this gateway sends to the others goes to one actor.</summary>
internal sealed class FakeBus(IActorRef all) : IGatewayBus
{
    public int Others { get; set; }

    public void Begin(IActorRef presence)
    {
    }

    public void Publish(WorldMessage message) => all.Tell(message, ActorRefs.NoSender);

    public void Ask(WhoAsked question, IActorRef presence) => all.Tell(question, presence);
}
