using Actors.Gateway.Presence;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Streams;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// The gateway's part of one ActorSystem. A node that was downed restarts its ActorSystem while its clients' sockets stay open: connections outlive this and continue with the next.
/// </summary>
/// <param name="Actors">Where rooms are found.</param>
/// <param name="Inputs">Carries the messages to a room's activation.</param>
/// <param name="Endpoint">This gateway, as rooms know it.</param>
/// <param name="Players">The players of the world, and the messages for all of it.</param>
/// <param name="Connections">Creates the connections' actors.</param>
public sealed record GatewayNode(
    ActorSystem System, NodeActors Actors, RoomViews Views, RoomInputs Inputs, IActorRef Endpoint, WorldPlayers Players, ConnectionParents Connections);
