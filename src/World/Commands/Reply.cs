namespace Actors.World;

/// <summary>What the asker is told. What others see of it are events.</summary>
public abstract record Reply
{
    public static Reply Ok { get; } = new Done(null);
}

/// <param name="Text">One or more lines for the asker; null when there is nothing to say.</param>
public sealed record Done(string? Text) : Reply;

/// <param name="Code">Stable, one of <see cref="Codes"/>.</param>
public sealed record Rejected(string Code, string Text) : Reply;

/// <summary>The answer to <c>look</c>.</summary>
public sealed record Described(RoomDescription Room) : Reply;

/// <summary>The answer to <c>inventory</c>.</summary>
public sealed record InventoryShown(IReadOnlyList<HeldItem> Items, ResourceCounts Resources, int Score, int Health, int MaxHealth) : Reply;

/// <summary>The player is on its way out; the answer comes when the other room has let it in or has refused.</summary>
public sealed record Departing : Reply;

/// <summary>The room has let it pass; it concerns more than this room and is carried out by who knows the whole world.</summary>
public sealed record BeyondRoom(Command Command) : Reply;

public sealed record HeldItem(ItemId Id, string Kind, string Name);

/// <summary>What a text player reads of a room.</summary>
public sealed record RoomDescription(
    RoomId Room,
    string Title,
    string Description,
    IReadOnlyList<string> Exits,
    IReadOnlyList<string> Players,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Creatures);

/// <summary>What a player is told that it did not ask for: what has become of it, or of what it owns, while it was away.</summary>
/// <param name="Code">Stable, one of <see cref="Codes"/>.</param>
/// <param name="Text">One line.</param>
public sealed record Remark(string Code, string Text);

/// <summary>The codes of refusals and remarks: part of every protocol, never changed once given out.</summary>
public static class Codes
{
    public const string Unknown = "unknown_command";
    public const string BadArgument = "bad_argument";
    public const string NotHere = "not_here";
    public const string NoSuchExit = "no_such_exit";
    public const string NoSuchPlayer = "no_such_player";
    public const string NoSuchRoom = "no_such_room";
    public const string Taken = "already_taken";
    public const string CannotTake = "cannot_take";
    public const string CannotUse = "cannot_use";
    public const string NotHeld = "not_held";
    public const string InventoryFull = "inventory_full";
    public const string RoomFull = "room_full";
    public const string GroundFull = "ground_full";
    public const string SafeRoom = "safe_room";
    public const string TooSoon = "too_soon";
    public const string TooFar = "too_far";
    public const string Dead = "dead";
    public const string NameTaken = "name_taken";
    public const string BadName = "bad_name";
    public const string TextTooLong = "text_too_long";
    public const string RateLimited = "rate_limited";
    public const string Unavailable = "unavailable";
    public const string NotIn = "not_in_room";
    public const string BadMessage = "bad_message";
    public const string Replaced = "session_replaced";
    public const string RoomGone = "room_gone";
    public const string Displaced = "displaced";
    public const string KeptAside = "kept_aside";
}
