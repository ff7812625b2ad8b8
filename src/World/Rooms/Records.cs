namespace Actors.World;

/// <summary>A player as it is persisted: one row, in one room. Its items are rows of their own with the player as their holder.</summary>
public sealed record PlayerRecord
{
    /// <summary>Its key in the store.</summary>
    public required PlayerId Id { get; init; }

    /// <summary>Its name, which is reserved for it only when <see cref="Named"/>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the guest's secret token, hexadecimal, or the subject of a signed token; null: nobody can come back as this player.</summary>
    public string? TokenHash { get; init; }

    /// <summary>What <see cref="TokenHash"/> begins with for an account of a signed token; a hash never does.</summary>
    public const string AccountMark = "jwt:";

    /// <summary>Whether the store reserves the name for it: nobody else can have the name until it is freed.</summary>
    public bool Named { get; init; }

    /// <summary>The one room that it is in, whether or not it is connected: only that room's activation may write the row.</summary>
    public required RoomId Room { get; init; }

    /// <summary>Units, rounded to thousandths.</summary>
    public Vector Position { get; init; }

    /// <summary>0 is east; rounded to thousandths.</summary>
    public double FacingRadians { get; init; }

    /// <summary>0 or less is dead: it comes in with full health again.</summary>
    public int Health { get; init; }

    /// <summary>Points for gathering and killing.</summary>
    public int Score { get; init; }

    /// <summary>What it has gathered.</summary>
    public ResourceCounts Resources { get; init; }

    /// <summary>The newest command whose effect this row includes.</summary>
    public long LastCommand { get; init; }

    /// <summary>The answers of the last durable commands, oldest first, at most <see cref="MaxRecent"/>.</summary>
    public IReadOnlyList<CommandResult> Recent { get; init; } = [];

    /// <summary>The components that rules persist; null: none.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>As many as the commands that a connection may have pending, so that a lost answer can always be given again.</summary>
    public const int MaxRecent = 32;

    /// <summary>Whether the player has no account: it keeps its name and what it has as long as it comes back.</summary>
    public static bool IsGuest(string? tokenHash) => tokenHash?.StartsWith(AccountMark, StringComparison.Ordinal) != true;
}

/// <param name="Code">Null when the command was executed.</param>
public sealed record CommandResult(long Command, string? Code, string? Text);

/// <summary>An item as it is persisted: one row with exactly one holder, a player or a room.</summary>
public sealed record ItemRecord(ItemId Id, string Kind, PlayerId? Player, RoomId? Room, Vector Position)
{
    /// <summary>The components that rules have set; null: none.</summary>
    public ComponentData? Components { get; init; }
}

/// <summary>What is persisted of a room: how it differs from its content. Ticks are world ticks.</summary>
public sealed record RoomRecord
{
    /// <summary>Its key in the store; an instance has a record of its own.</summary>
    public required RoomId Id { get; init; }

    /// <summary>Its zone when this was written: its players go there when the room is removed. Null in a record of an earlier version of the server.</summary>
    public ZoneId? Zone { get; init; }

    /// <summary>The next number for an item made here.</summary>
    public long NextItem { get; init; }

    /// <summary>Nodes that are not full, or of which rules persist something.</summary>
    public IReadOnlyList<NodeRecord> Nodes { get; init; } = [];

    /// <summary>Creatures that are dead.</summary>
    public IReadOnlyList<DeadCreature> Dead { get; init; } = [];

    /// <summary>Creatures of which rules persist something.</summary>
    public IReadOnlyList<CreatureRecord> Creatures { get; init; } = [];

    /// <summary>Timers that outlive the room's activation.</summary>
    public IReadOnlyList<RoomTimer> Timers { get; init; } = [];

    /// <summary>What rules persist of the room; null: nothing.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Pending requests and mail; null: the room has never had any.</summary>
    public OutboundRecord? Outbound { get; init; }

    /// <summary>The instance that it belongs to; null: an ordinary room.</summary>
    public InstanceRecord? Instance { get; init; }

    /// <summary>How many instances it has opened, ever.</summary>
    public long LastOpened { get; init; }

    /// <summary>Those of them that have not ended, as they were last reported.</summary>
    public IReadOnlyList<ListedRoom> Opened { get; init; } = [];
}

/// <param name="RespawnTick">When the node is full again; 0 while something is left.</param>
public sealed record NodeRecord(int Node, int Left, long RespawnTick)
{
    /// <summary>What is gathered and where, because changed content may number its nodes differently. Null in a record of an earlier version of the server.</summary>
    public string? Name { get; init; }

    /// <summary>What rules persist of it; null: nothing.</summary>
    public ComponentData? Components { get; init; }
}

/// <summary>A creature, by its index in the definition, and what rules persist of it.</summary>
/// <param name="Name">Which creature lives where, because changed content may number its creatures differently.</param>
public sealed record CreatureRecord(int Creature, string Name, ComponentData Components);

/// <summary>A creature, by its index in the definition, and the tick at which it is back.</summary>
public sealed record DeadCreature(int Creature, long RespawnTick)
{
    /// <summary>Which creature lives where, for the same reason.</summary>
    public string? Name { get; init; }
}

/// <summary>A room with all that lies in it, as loaded. <see cref="Record"/> is null for a room that nobody has entered yet.</summary>
public sealed record SavedRoom(RoomRecord? Record, IReadOnlyList<ItemRecord> Items);

/// <summary>A player with all that it holds and, when it comes from another room, how it moves.</summary>
public sealed record PlayerState(PlayerRecord Record, IReadOnlyList<ItemRecord> Items, Motion Motion = default)
{
    /// <summary>Components that go with it and are not persisted; null: none.</summary>
    public ComponentData? Transient { get; init; }
}

/// <summary>
/// How a player walks: the direction with the share of the room's speed as its length, the newest input that led to this, and the ticks after which it stops by
/// itself (0: it does not).
/// </summary>
public readonly record struct Motion(Vector Direction, long LastProcessedInput, int HoldTicks);

/// <summary>One durable effect. All effects of one input are committed together or not at all.</summary>
public abstract record Change;

/// <summary>The room's own record is as given.</summary>
public sealed record RoomChanged(RoomRecord Room) : Change;

/// <summary>The room has opened an instance: these rooms exist from now on, and have never existed before.</summary>
/// <param name="Rooms">The room through which players come in is the first.</param>
public sealed record InstanceOpened(IReadOnlyList<RoomRecord> Rooms) : Change;

/// <param name="FromRoom">The room in which the row must be; otherwise the store refuses the whole transaction. A player without a row gets one.</param>
/// <param name="Presence">Whether it is still in the world.</param>
public sealed record PlayerChanged(PlayerRecord Player, RoomId FromRoom, Presence Presence = Presence.In) : Change;

/// <summary>Whether a player is in the world, as the store knows it.</summary>
public enum Presence
{
    /// <summary>It is in a room.</summary>
    In,

    /// <summary>It has left. From now on its things and its name may be taken from it, until it comes back.</summary>
    Away,

    /// <summary>It has left, and its name is free at once.</summary>
    AwayUnnamed,
}

/// <summary>
/// These players are in the room or on their way into it. Others whom the store believes to be there, and has not heard of for a while, are not: they were in it
/// when its node crashed, or left while they were being let in.
/// </summary>
public sealed record PresenceChecked(IReadOnlyList<PlayerId> Present) : Change;

/// <summary>The item has been made, or has another holder or place.</summary>
public sealed record ItemChanged(ItemRecord Item) : Change;

/// <summary>The item is used up: its row is deleted.</summary>
public sealed record ItemConsumed(ItemId Item) : Change;
