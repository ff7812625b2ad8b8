using Actors.Storage;
using Actors.World;

namespace Actors.Cluster.Links;

/// <summary>What one node says to another.</summary>
public abstract record LinkMessage;

/// <summary>For a room that the sender believes to be the receiver's.</summary>
public sealed record ToRoom(RoomId Room, RoomMessage Message) : LinkMessage;

/// <summary>
/// The message came to a node that does not own the room's shard, and goes back to be sent elsewhere. Never said of an <see cref="Act"/>: its connection is
/// told <see cref="RoomLost"/> instead, comes in anew where the room is by then, and sends all that is unanswered in its order.
/// </summary>
/// <param name="Owner">Who owns the shard, as far as the receiver knows; null: nobody.</param>
/// <param name="Epoch">The epoch of that ownership.</param>
public sealed record Misrouted(RoomId Room, RoomMessage Message, string? Owner, long Epoch) : LinkMessage;

/// <summary>For a connection of the receiving gateway.</summary>
public sealed record ToConnection(long Connection, ConnectionMessage Message) : LinkMessage;

/// <summary>For all connections of the receiving gateway.</summary>
public sealed record ToGateway(WorldMessage Message) : LinkMessage;

/// <summary>The sender wants the room's frames from now on, the first of them at once. Asked again it changes nothing but to send the whole room again.</summary>
public sealed record WatchRoom(RoomId Room) : LinkMessage;

public sealed record UnwatchRoom(RoomId Room) : LinkMessage;

/// <param name="Epoch">That of the room's shard at the sender: frames of an owner of the past are not shown.</param>
public sealed record FrameOf(long Epoch, RoomFrame Frame) : LinkMessage;

/// <summary>The sender owns these shards from now on.</summary>
public sealed record ShardsTaken(IReadOnlyList<ShardGrant> Shards) : LinkMessage;

/// <summary>These shards of the sender are the receiver's now: the store says so.</summary>
/// <param name="Incarnation">Whose they are, should the receiver have begun anew meanwhile.</param>
/// <param name="Guests">Who was in their rooms, and is on the way.</param>
public sealed record ShardsGiven(long Incarnation, IReadOnlyList<ShardGrant> Shards, IReadOnlyList<RoomGuests> Guests) : LinkMessage;

/// <summary>Those whose clients were connected, when a room was closed on a node to go on at another.</summary>
public sealed record RoomGuests(RoomId Room, IReadOnlyList<PlayerId> Players);

/// <summary>The sender wishes to know how the receiver's rooms are.</summary>
/// <param name="Number">Comes back with the answer.</param>
public sealed record AskReport(long Number) : LinkMessage;

public sealed record Reported(long Number, NodeReport Report) : LinkMessage;

/// <summary>The sender has given these shards up, everything in them is in the store: who is to have them may take them.</summary>
public sealed record ShardsReleased(IReadOnlyList<ShardGrant> Shards) : LinkMessage;
