using Actors.PlayerDirectory;
using Actors.Rooms;
using Akka.Actor;

namespace Actors.Gateway.Presence;

/// <summary>Sends messages from one gateway to all.</summary>
internal interface IGatewayBus
{
    /// <summary>How many others there are, as far as this one knows.</summary>
    int Others { get; }

    /// <summary>Called once, by the presence actor.</summary>
    void Begin(IActorRef presence);

    /// <summary>Sends to the endpoints of all gateways, this one included.</summary>
    void Publish(WorldMessage message);

    /// <summary>Sends to the presence actors of all gateways; this one's may get it, too.</summary>
    void Ask(WhoAsked question, IActorRef presence);
}

/// <summary>A gateway without others.</summary>
internal sealed class StandaloneGatewayBus(IActorRef endpoint) : IGatewayBus
{
    public int Others => 0;

    public void Begin(IActorRef presence)
    {
    }

    public void Publish(WorldMessage message) => endpoint.Tell(message, ActorRefs.NoSender);

    public void Ask(WhoAsked question, IActorRef presence)
    {
    }
}
