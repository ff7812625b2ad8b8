namespace Actors.World;

/// <summary>What a player may ask of the world, from whatever client. The rules of each command are in its verb.</summary>
public abstract record Command;

/// <param name="Direction">Where to walk; its length, at most 1, is the share of the room's speed. Zero stops.</param>
/// <param name="Sequence">The client's own number for the input; comes back as <c>lastProcessedInput</c>.</param>
/// <param name="HoldTicks">Stops by itself after so many ticks; 0 goes on until the next move. For clients that send only while a key is down.</param>
public sealed record Move(Vector Direction, long Sequence, int HoldTicks = 0) : Command;

/// <summary>Turns on the spot. Radians: 0 is east, a quarter turn more is south.</summary>
public sealed record Face(double AngleRadians) : Command;

/// <param name="Target">A name; null: what is in front of the player.</param>
/// <param name="AngleRadians">Turn there first; null keeps the facing.</param>
public sealed record Attack(string? Target = null, double? AngleRadians = null) : Command;

/// <summary>Shoots a projectile where the player looks.
/// </summary>
public sealed record Fire(double? AngleRadians = null) : Command;

/// <param name="What">A resource's name, or null: the nearest node.</param>
public sealed record Gather(string? What = null) : Command;

/// <summary>Says a text to everybody in the room.</summary>
public sealed record Say(string Text) : Command;

/// <summary>Does something that everybody in the room sees: the text follows the name, <c>waves</c>.</summary>
public sealed record Emote(string Text) : Command;

/// <summary>Says a text to one player by name, wherever in the world it is.</summary>
public sealed record Whisper(string To, string Text) : Command;

/// <summary>Says a text to everybody in the zone.</summary>
public sealed record Shout(string Text) : Command;

/// <summary>Says a text to everybody in the world.</summary>
public sealed record Global(string Text) : Command;

/// <summary>Asks for the room as a text player reads it; answered with <see cref="Described"/>.</summary>
public sealed record Look : Command;

/// <summary>Looks closely at what a player names: an item, a creature, a player or a piece of scenery.</summary>
public sealed record Examine(string What) : Command;

/// <param name="What">A name, an alias or an item's id; <c>all</c> for everything.</param>
public sealed record Take(string What) : Command;

/// <summary>Puts down a held item, by name, alias or id; <c>all</c> for everything.</summary>
public sealed record Drop(string What) : Command;

/// <summary>Uses a held item, by name, alias or id. An item that heals is used up by this.</summary>
public sealed record Use(string What) : Command;

/// <summary>Asks what the player holds and owns; answered with <see cref="InventoryShown"/>.</summary>
public sealed record ShowInventory : Command;

/// <summary>Leaves by the exit of that direction, long or short: <c>north</c>, <c>n</c>.</summary>
public sealed record Go(string Direction) : Command;

/// <summary>Asks for the names of everybody in the world.</summary>
public sealed record Who : Command;

/// <summary>Asks for the list of verbs or, with a topic, for how one is used.</summary>
public sealed record Help(string? Topic = null) : Command;

/// <summary>Takes a name in place of the guest's.</summary>
public sealed record TakeName(string Name) : Command;

/// <summary>Goes straight to a room, for clients that name one when they connect. It cannot be typed: players walk.</summary>
public sealed record Travel(RoomId To) : Command;

/// <summary>Asks for the open rooms of a set; null: of any. Answered with the list.</summary>
/// <param name="Filter">The room must show each of these tags with the same text; null: any.</param>
public sealed record ListRooms(string? Set = null, RoomTags? Filter = null) : Command;

/// <summary>Goes into a listed open room: the one with the id or, without an id, any that matches the filter and has a free place.</summary>
/// <param name="Set">The set's name in content; null: any.</param>
/// <param name="Filter">The room must show each of these tags with the same text; null: any.</param>
public sealed record Join(RoomId? Room = null, string? Set = null, RoomTags? Filter = null) : Command;

/// <summary>A line as a player typed it. The room's rules parse it, because they define the verbs.</summary>
public sealed record TypedLine(string Line) : Command;

/// <summary>A verb by its name with its arguments, as a program sends it. The room's rules parse it.</summary>
/// <param name="Arguments">A JSON object, or the text after the verb as if it were typed.</param>
public sealed record Invoke(string Verb, string Arguments) : Command;
