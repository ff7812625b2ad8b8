using Actors.Rooms;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>Tells on which node an actor is. In production its address says so; a model of a cluster has all its nodes in one ActorSystem, and says it otherwise.</summary>
internal interface INodeLocator
{
    /// <summary>Whether the actor is on the node that asks.</summary>
    bool IsHere(IActorRef actor);

    Address NodeOf(IActorRef actor);

    /// <summary>The <see cref="NodeEndpoint"/> of a node.</summary>
    IActorRef EndpointOf(Address node);
}

/// <summary>By addresses.</summary>
internal sealed class AddressLocator(ActorSystem system) : INodeLocator
{
    public bool IsHere(IActorRef actor) => actor is IActorRefScope { IsLocal: true };

    public Address NodeOf(IActorRef actor) => actor.Path.Address;

    public IActorRef EndpointOf(Address node) => ((ExtendedActorSystem)system).Provider.ResolveActorRef(new RootActorPath(node) / "user" / NodeEndpoint.Name);
}
