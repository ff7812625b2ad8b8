namespace Actors.World;

/// <summary>What a player may ask of the world, whatever client it came from. The rules of each stand with its verb.</summary>
public abstract record Command;

/// <param name="Direction">Length at most 1: the share of the room's speed, and where to. Zero stops.</param>
/// <param name="Sequence">The client's own number for it; comes back as <c>lastProcessedInput</c>.</param>
/// <param name="HoldTicks">Stops by itself after so many ticks; 0 goes on until the next one. For clients that send only while a key is down.</param>
public sealed record Move(Vector Direction, long Sequence, int HoldTicks = 0) : Command;

public sealed record Face(double AngleRadians) : Command;

/// <param name="Target">A name, or null: who stands nearest in front.</param>
/// <param name="AngleRadians">Turn there first; null keeps the facing.</param>
public sealed record Attack(string? Target = null, double? AngleRadians = null) : Command;

public sealed record Fire(double? AngleRadians = null) : Command;

/// <param name="What">A resource's name, or null: the nearest node.</param>
public sealed record Gather(string? What = null) : Command;

public sealed record Say(string Text) : Command;

public sealed record Emote(string Text) : Command;

public sealed record Whisper(string To, string Text) : Command;

public sealed record Shout(string Text) : Command;

public sealed record Global(string Text) : Command;

public sealed record Look : Command;

public sealed record Examine(string What) : Command;

/// <param name="What">A name, an alias or an item's id; <c>all</c> for everything.</param>
public sealed record Take(string What) : Command;

public sealed record Drop(string What) : Command;

public sealed record Use(string What) : Command;

public sealed record ShowInventory : Command;

public sealed record Go(string Direction) : Command;

public sealed record Who : Command;

public sealed record Help(string? Topic = null) : Command;

/// <summary>Takes a name of one's own instead of the guest's.</summary>
public sealed record TakeName(string Name) : Command;

/// <summary>Goes straight to a room, as a client may that names one when it connects. No verb: players walk.</summary>
public sealed record Travel(RoomId To) : Command;
