namespace Actors.World;

/// <summary>
/// Something that happened in a room, as everybody there may see it. <see cref="Narrator"/> puts it into words for a viewer.
/// <see cref="At"/> is where it happened; clients with an area of interest see it when it is near.
/// </summary>
public abstract record RoomEvent(Vector At);

/// <summary>A player has come in.</summary>
/// <param name="From">The direction that it came from; null when it came into the world.</param>
public sealed record PlayerEntered(PlayerId Player, string Name, string? From, Vector At) : RoomEvent(At);

/// <param name="To">The direction that it took, null when it left the world.</param>
public sealed record PlayerLeft(PlayerId Player, string Name, string? To, Vector At) : RoomEvent(At);

/// <summary>A player is called otherwise from now on.</summary>
public sealed record PlayerRenamed(PlayerId Player, string OldName, string NewName, Vector At) : RoomEvent(At);

/// <summary>A player has said a text, cleaned of what cannot be seen.</summary>
public sealed record Said(PlayerId Player, string Name, string Text, Vector At) : RoomEvent(At);

/// <summary>A player has done something that the text says, behind its name.</summary>
public sealed record Emoted(PlayerId Player, string Name, string Text, Vector At) : RoomEvent(At);

/// <summary>A player has picked up an item from the ground.</summary>
public sealed record ItemTaken(PlayerId Player, string Name, ItemId Item, string Kind, string ItemName, Vector At) : RoomEvent(At);

/// <summary>A player has put down an item.</summary>
public sealed record ItemDropped(PlayerId Player, string Name, ItemId Item, string Kind, string ItemName, Vector At) : RoomEvent(At);

/// <summary>A player has used an item; <c>Consumed</c>: and it is gone.</summary>
public sealed record ItemUsed(PlayerId Player, string Name, ItemId Item, string Kind, string ItemName, bool Consumed, Vector At) : RoomEvent(At);

/// <summary>An item came into the world here, left by a creature.</summary>
public sealed record ItemAppeared(ItemId Item, string Kind, string ItemName, Vector At) : RoomEvent(At);

/// <summary>A node has yielded to a player.</summary>
/// <param name="Node">Its place in the definition.</param>
/// <param name="Score">The player's, after it.</param>
public sealed record Gathered(PlayerId Player, string Name, int Node, Resource Resource, int Amount, int Score, Vector At) : RoomEvent(At);

/// <summary>A node that was gathered is whole again.</summary>
public sealed record NodeRespawned(int Node, Resource Resource, Vector At) : RoomEvent(At);

/// <summary>A swing, whether or not it hit: <see cref="Struck"/> tells of the hit.</summary>
public sealed record Swung(PlayerId Player, string Name, double AngleRadians, Vector At) : RoomEvent(At);

/// <summary>Exactly one of each pair of player and creature is set.</summary>
public sealed record Struck(
    PlayerId? ByPlayer, CreatureId? ByCreature, string ByName,
    PlayerId? Player, CreatureId? Creature, string Name,
    int Damage, int Health, Vector At) : RoomEvent(At);

/// <summary>A player or a creature is dead. Exactly one of each pair of player and creature is set.</summary>
public sealed record Killed(
    PlayerId? ByPlayer, CreatureId? ByCreature, string ByName,
    PlayerId? Player, CreatureId? Creature, string Name, Vector At) : RoomEvent(At);

/// <summary>A dead player is back, at the room's spawn.</summary>
public sealed record PlayerRespawned(PlayerId Player, string Name, Vector At) : RoomEvent(At);

/// <summary>A dead creature is back in its place.</summary>
public sealed record CreatureRespawned(CreatureId Creature, string Name, Vector At) : RoomEvent(At);

/// <summary>A player has shot: a projectile flies from where it stands.</summary>
public sealed record Fired(PlayerId Player, string Name, double AngleRadians, Vector At) : RoomEvent(At);
