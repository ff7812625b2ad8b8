using Actors.Rooms;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>Finds the node that an actor is on. In production the actor's address shows it. A simulated cluster has all its nodes in one ActorSystem, and needs another way.</summary>
internal interface INodeLocator
{
    /// <summary>Whether the actor is on the node that asks.</summary>
    bool IsHere(IActorRef actor);

    Address NodeOf(IActorRef actor);

    /// <summary>The <see cref="NodeEndpoint"/> of a node.</summary>
    IActorRef EndpointOf(Address node);
}

/// <summary>Finds nodes by the addresses of actors.</summary>
internal sealed class AddressLocator(ActorSystem system) : INodeLocator
{
    public bool IsHere(IActorRef actor) => actor is IActorRefScope { IsLocal: true };

    public Address NodeOf(IActorRef actor) => actor.Path.Address;

    public IActorRef EndpointOf(Address node) => ((ExtendedActorSystem)system).Provider.ResolveActorRef(new RootActorPath(node) / "user" / NodeEndpoint.Name);
}
