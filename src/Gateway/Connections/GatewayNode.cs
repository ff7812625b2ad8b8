using Actors.Gateway.Presence;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Streams;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// The gateway's part of one ActorSystem. A node that was downed makes its ActorSystem anew while its clients' sockets stay open: connections outlive this and go on with the next.
/// </summary>
/// <param name="Actors">Where rooms are found.</param>
/// <param name="Inputs">Carries what is said to a room's activation.</param>
/// <param name="Endpoint">This gateway, as rooms know it.</param>
/// <param name="Players">Who is in the world, and what concerns all of it.</param>
/// <param name="Connections">Makes the connections' actors.</param>
public sealed record GatewayNode(
    ActorSystem System, NodeActors Actors, RoomViews Views, RoomInputs Inputs, IActorRef Endpoint, WorldPlayers Players, ConnectionParents Connections);
