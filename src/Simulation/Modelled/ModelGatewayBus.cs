using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Akka.Actor;

namespace Actors.Simulation.Modelled;

/// <summary>In place of Akka's distributed publish/subscribe: all living gateways know each other.</summary>
internal sealed class ModelGatewayBus(ModelWorld world, IActorRef endpoint) : IGatewayBus
{
    public int Others => world.Gateways.Count - 1;

    public void Begin(IActorRef presence)
    {
        // Whoever publishes finds them all.
    }

    public void Publish(WorldMessage message)
    {
        endpoint.Tell(message, ActorRefs.NoSender);
        foreach (var gateway in world.Gateways.Values.Where(gateway => !gateway.Endpoint.Equals(endpoint)))
            gateway.Endpoint.Tell(message, ActorRefs.NoSender);
    }

    public void Ask(WhoAsked question, IActorRef presence)
    {
        foreach (var gateway in world.Gateways.Values.Where(gateway => !gateway.Endpoint.Equals(endpoint)))
            world.Locator.Beside(gateway.Endpoint, PresenceActor.Name).Tell(question, presence);
    }
}
