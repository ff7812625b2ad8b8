namespace Actors.World;

/// <summary>What a player may ask of the world, whatever client it came from. The rules of each stand with its verb.</summary>
public abstract record Command;

/// <param name="Direction">Length at most 1: the share of the room's speed, and where to. Zero stops.</param>
/// <param name="Sequence">The client's own number for it; comes back as <c>lastProcessedInput</c>.</param>
/// <param name="HoldTicks">Stops by itself after so many ticks; 0 goes on until the next one. For clients that send only while a key is down.</param>
public sealed record Move(Vector Direction, long Sequence, int HoldTicks = 0) : Command;

/// <summary>Turns on the spot. Radians: 0 is east, a quarter turn more is south.</summary>
public sealed record Face(double AngleRadians) : Command;

/// <param name="Target">A name, or null: who stands nearest in front.</param>
/// <param name="AngleRadians">Turn there first; null keeps the facing.</param>
public sealed record Attack(string? Target = null, double? AngleRadians = null) : Command;

/// <summary>Shoots a projectile where the player looks.
/// </summary>
public sealed record Fire(double? AngleRadians = null) : Command;

/// <param name="What">A resource's name, or null: the nearest node.</param>
public sealed record Gather(string? What = null) : Command;

/// <summary>Says a text to all in the room.</summary>
public sealed record Say(string Text) : Command;

/// <summary>Does something that all in the room see: the text follows the name, <c>waves</c>.</summary>
public sealed record Emote(string Text) : Command;

/// <summary>Says a text to one player by name, wherever in the world it is.</summary>
public sealed record Whisper(string To, string Text) : Command;

/// <summary>Says a text to all in the zone.</summary>
public sealed record Shout(string Text) : Command;

/// <summary>Says a text to all in the world.</summary>
public sealed record Global(string Text) : Command;

/// <summary>Asks for the room as a text player reads it; answered with <see cref="Described"/>.</summary>
public sealed record Look : Command;

/// <summary>Looks closely at what a player names: an item, a creature, a player or a piece of scenery.</summary>
public sealed record Examine(string What) : Command;

/// <param name="What">A name, an alias or an item's id; <c>all</c> for everything.</param>
public sealed record Take(string What) : Command;

/// <summary>Puts down a held item, by name, alias or id; <c>all</c> for everything.</summary>
public sealed record Drop(string What) : Command;

/// <summary>Uses a held item, by name, alias or id. What heals is used up by it.</summary>
public sealed record Use(string What) : Command;

/// <summary>Asks what the player holds and owns; answered with <see cref="InventoryShown"/>.</summary>
public sealed record ShowInventory : Command;

/// <summary>Leaves by the exit of that direction, long or short: <c>north</c>, <c>n</c>.</summary>
public sealed record Go(string Direction) : Command;

/// <summary>Asks for the names of all in the world.</summary>
public sealed record Who : Command;

/// <summary>Asks for the list of verbs or, with a topic, for how one is used.</summary>
public sealed record Help(string? Topic = null) : Command;

/// <summary>Takes a name of one's own instead of the guest's.</summary>
public sealed record TakeName(string Name) : Command;

/// <summary>Goes straight to a room, as a client may that names one when it connects. No verb: players walk.</summary>
public sealed record Travel(RoomId To) : Command;

/// <summary>Asks for the open rooms of a set; null: of any. Answered with the list.</summary>
/// <param name="Filter">Each of these tags must be shown as given; null: any.</param>
public sealed record ListRooms(string? Set = null, RoomTags? Filter = null) : Command;

/// <summary>Goes into an open room that is listed: that of the id or, without one, any that the filter matches and that has a place.</summary>
/// <param name="Set">As content calls the set of rooms; null: any.</param>
/// <param name="Filter">Each of these tags must be shown as given; null: any.</param>
public sealed record Join(RoomId? Room = null, string? Set = null, RoomTags? Filter = null) : Command;

/// <summary>A line as a player typed it. The room's rules read it: what verbs there are is theirs.</summary>
public sealed record TypedLine(string Line) : Command;

/// <summary>A verb by its name with its arguments, as a program asks for it. The room's rules read it.</summary>
/// <param name="Arguments">A JSON object, or a text that stands behind the verb as if it were typed.</param>
public sealed record Invoke(string Verb, string Arguments) : Command;
