using Actors.Rooms;
using Actors.Streams;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;
using Akka.Actor;

namespace Actors.Simulation.Modelled;

/// <summary>Nodes of the model are parts of one ActorSystem: each has an address that no transport knows.</summary>
internal sealed class ModelLocator(ModelCluster cluster) : INodeLocator
{
    private readonly Dictionary<string, Address> _addresses = [];

    /// <summary>Connections ask this of rooms, and gateways of the model host none.</summary>
    public bool IsHere(IActorRef actor) => false;

    public Address NodeOf(IActorRef actor)
    {
        var life = cluster.LifeOf(actor) ?? throw new SimulationException($"{actor} is on no node.");
        if (!_addresses.TryGetValue(life, out var address))
            _addresses[life] = address = new Address("model", "world", life, 1);
        return address;
    }

    public IActorRef EndpointOf(Address node) => Resolve(node.Host!, NodeEndpoint.Name);

    /// <summary>The actor of that name on the node of another.</summary>
    public IActorRef Beside(IActorRef actor, string name) => Resolve(NodeOf(actor).Host!, name);

    private IActorRef Resolve(string life, string name) =>
        ((ExtendedActorSystem)cluster.System).Provider.ResolveActorRef(new RootActorPath(((ExtendedActorSystem)cluster.System).Provider.DefaultAddress) / "user" / life / name);
}
