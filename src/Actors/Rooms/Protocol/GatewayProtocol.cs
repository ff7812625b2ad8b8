using Actors.World;

namespace Actors.Rooms;

/// <summary>What can be sent to a gateway's endpoint: what concerns the gateway, or a connection by its number.</summary>
public abstract record GatewayMessage;

/// <summary>An <see cref="ExecuteCommand"/> of the connection was not carried out.</summary>
/// <param name="Why">The answer to the command, when the mailbox of the room was full. Null: its player is not in the room under that join, or an earlier command is missing, and
/// the connection joins again.</param>
public sealed record CommandRefused(ConnectionId Connection, long Attempt, long CommandId = 0, Rejected? Why = null) : GatewayMessage;

/// <summary>A room asks whether these connections still have their bodies in it. The sender gets a <see cref="LeaveRoom"/> for each that has not.</summary>
public sealed record ProbeSessions(RoomId Room, IReadOnlyList<SessionOf> Sessions) : GatewayMessage;

/// <summary>A body in a room, and the connection that it belongs to.</summary>
public readonly record struct SessionOf(PlayerId Player, ConnectionId Connection);

/// <summary>The room's activation has ended, by a hand-over or a failure: its watcher watches again and its players join again.</summary>
public sealed record RoomClosed(RoomId Room, long Epoch) : GatewayMessage;

/// <summary>A message for all gateways, for all their players or those of a zone.</summary>
public abstract record WorldMessage : GatewayMessage;

/// <summary>Heard by all who are in a room of the zone.</summary>
public sealed record Shouted(PlayerId From, string FromName, ZoneId Zone, string Text) : WorldMessage;

/// <summary>Heard by all in the world.</summary>
public sealed record SaidToAll(PlayerId From, string FromName, string Text) : WorldMessage;
