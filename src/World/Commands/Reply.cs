namespace Actors.World;

/// <summary>The answer to the player who asked. What others see of it are events.</summary>
public abstract record Reply
{
    /// <summary>Done, with nothing to say.</summary>
    public static Reply Ok { get; } = new Done(null);
}

/// <param name="Text">One or more lines for the player who asked; null when there is nothing to say.</param>
public sealed record Done(string? Text) : Reply;

/// <param name="Code">Stable, one of <see cref="Codes"/>.</param>
public sealed record Rejected(string Code, string Text) : Reply;

/// <summary>The answer to <c>look</c>.</summary>
public sealed record Described(RoomDescription Room) : Reply;

/// <summary>The answer to <c>inventory</c>.</summary>
public sealed record InventoryShown(IReadOnlyList<HeldItem> Items, ResourceCounts Resources, int Score, int Health, int MaxHealth) : Reply;

/// <summary>The player is on its way out; the answer comes when the other room has let it in or has refused.</summary>
public sealed record Departing : Reply;

/// <summary>The room accepts the command, and the gateway carries it out, because it concerns more than this room.</summary>
public sealed record ForwardedCommand(Command Command) : Reply;

/// <summary>An item in an inventory: its kind is an id of content, its name is that kind's.</summary>
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

/// <summary>An unrequested message to one player: what happened to it, or to its items, while it was away.</summary>
/// <param name="Code">Stable, one of <see cref="Codes"/>.</param>
/// <param name="Text">One line.</param>
public sealed record PlayerNotice(string Code, string Text);

/// <summary>The codes of refusals and notices: part of every protocol, never changed once they are out.</summary>
public static class Codes
{
    /// <summary>The line does not begin with a verb.</summary>
    public const string Unknown = "unknown_command";
    /// <summary>The verb cannot use the arguments.</summary>
    public const string BadArgument = "bad_argument";
    /// <summary>There is no such thing, creature or player in the room.</summary>
    public const string NotHere = "not_here";
    /// <summary>The room has no exit in that direction.</summary>
    public const string NoSuchExit = "no_such_exit";
    /// <summary>Nobody in the world has this name.</summary>
    public const string NoSuchPlayer = "no_such_player";
    /// <summary>Content has no room of that id.</summary>
    public const string NoSuchRoom = "no_such_room";
    /// <summary>Somebody else has just taken the item.</summary>
    public const string Taken = "already_taken";
    /// <summary>The item is fixed in its place.</summary>
    public const string CannotTake = "cannot_take";
    /// <summary>Items of this kind have no use.</summary>
    public const string CannotUse = "cannot_use";
    /// <summary>The player holds no such item.</summary>
    public const string NotHeld = "not_held";
    /// <summary>The player holds as many items as it can: <see cref="WorldRules.InventoryCapacity"/>.</summary>
    public const string InventoryFull = "inventory_full";
    /// <summary>The room holds as many players as it can: <see cref="RoomDefinition.Capacity"/>.</summary>
    public const string RoomFull = "room_full";
    /// <summary>The instance is not open to the player.</summary>
    public const string NotAdmitted = "not_admitted";
    /// <summary>The ground of the room holds as many items as it can: <see cref="WorldRules.MaxGroundItems"/>.</summary>
    public const string GroundFull = "ground_full";
    /// <summary>No player can be hurt in this room.</summary>
    public const string SafeRoom = "safe_room";
    /// <summary>The cooldown between two attacks, shots or gatherings is not over.</summary>
    public const string TooSoon = "too_soon";
    /// <summary>The target is out of reach.</summary>
    public const string TooFar = "too_far";
    /// <summary>The dead cannot do this.</summary>
    public const string Dead = "dead";
    /// <summary>Another player has this name.</summary>
    public const string NameTaken = "name_taken";
    /// <summary>The name does not follow the rules of <see cref="PlayerName"/>.</summary>
    public const string BadName = "bad_name";
    /// <summary>The text has more than <see cref="WorldRules.MaxTextLength"/> UTF-16 units.</summary>
    public const string TextTooLong = "text_too_long";
    /// <summary>The client sends more commands at once or per second than it may.</summary>
    public const string RateLimited = "rate_limited";
    /// <summary>The world cannot do this now; the same command may be sent again.</summary>
    public const string Unavailable = "unavailable";
    /// <summary>
    /// The player has used a higher id since, and nothing is known to have been done under this one: the command was refused before, or is too old. It is not
    /// executed now; it may be sent again under a new id.
    /// </summary>
    public const string OldId = "old_id";
    /// <summary>A rule has failed. The command was not executed, and may not be sent again.</summary>
    public const string Internal = "internal";
    /// <summary>The player is not in the room that it speaks to, or not in the world yet.</summary>
    public const string NotIn = "not_in_room";
    /// <summary>The message cannot be read, or came when it was not expected.</summary>
    public const string BadMessage = "bad_message";
    /// <summary>The player has connected from somewhere else; this connection ends.</summary>
    public const string Replaced = "session_replaced";
    /// <summary>A notice: the player is in another room than before, because content no longer has the old one.</summary>
    public const string RoomGone = "room_gone";
    /// <summary>A notice: content has changed, and the player was moved off an obstacle.</summary>
    public const string Displaced = "displaced";
    /// <summary>A notice: the player owns items of kinds that content does not have. They come back with their kinds.</summary>
    public const string ItemsShelved = "kept_aside";
}
