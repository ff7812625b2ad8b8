namespace Actors.World;

/// <summary>A player as it is kept: one row with one room. What it holds are rows of items with it as their holder.</summary>
public sealed record PlayerRecord
{
    /// <summary>Its key in the store.</summary>
    public required PlayerId Id { get; init; }

    /// <summary>What it is called; its own only when <see cref="Named"/>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the guest's secret token, hexadecimal, or the subject of a signed one; null: nobody can come back as this player.</summary>
    public string? TokenHash { get; init; }

    /// <summary>What the place of <see cref="TokenHash"/> begins with for an account of a signed token; a hash never does.</summary>
    public const string AccountMark = "jwt:";

    /// <summary>Whether the name is its own in the store: nobody else is called so until it is freed.</summary>
    public bool Named { get; init; }

    /// <summary>The one room that it is in, whether or not it is connected: only that room's activation may write the row.</summary>
    public required RoomId Room { get; init; }

    /// <summary>Units, rounded to thousandths.</summary>
    public Vector Position { get; init; }

    /// <summary>0 is east; rounded to thousandths.</summary>
    public double FacingRadians { get; init; }

    /// <summary>0 and less is dead: it comes in whole again.</summary>
    public int Health { get; init; }

    /// <summary>Points for what was gathered and killed.</summary>
    public int Score { get; init; }

    /// <summary>What it has gathered.</summary>
    public ResourceCounts Resources { get; init; }

    /// <summary>The newest command whose effect this row holds.</summary>
    public long LastCommand { get; init; }

    /// <summary>The answers of the last durable commands, oldest first, at most <see cref="MaxRecent"/>.</summary>
    public IReadOnlyList<CommandResult> Recent { get; init; } = [];

    /// <summary>Those that its rules persist; null: none.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>As many as a connection may have unanswered, so that an answer that was lost can always be given again.</summary>
    public const int MaxRecent = 32;

    /// <summary>Nobody's account: what it has and its name are its own as long as it comes back.</summary>
    public static bool IsGuest(string? tokenHash) => tokenHash?.StartsWith(AccountMark, StringComparison.Ordinal) != true;
}

/// <param name="Code">Null when it was done.</param>
public sealed record CommandResult(long Command, string? Code, string? Text);

/// <summary>An item as it is kept: one row with exactly one holder, a player or a room.</summary>
public sealed record ItemRecord(ItemId Id, string Kind, PlayerId? Player, RoomId? Room, Vector Position)
{
    /// <summary>Those that its rules have set; null: none.</summary>
    public ComponentData? Components { get; init; }
}

/// <summary>What of a room differs from its content. Ticks are world ticks.</summary>
public sealed record RoomRecord
{
    /// <summary>Its key in the store; an instance has a record of its own.</summary>
    public required RoomId Id { get; init; }

    /// <summary>Its zone when this was written: where its players go when the room is gone. Null in a record of a server before.</summary>
    public ZoneId? Zone { get; init; }

    /// <summary>The next number for an item made here.</summary>
    public long NextItem { get; init; }

    /// <summary>Nodes that are not whole.</summary>
    public IReadOnlyList<NodeRecord> Nodes { get; init; } = [];

    /// <summary>Creatures that are dead.</summary>
    public IReadOnlyList<DeadCreature> Dead { get; init; } = [];

    /// <summary>Creatures of which rules persist something.</summary>
    public IReadOnlyList<CreatureRecord> Creatures { get; init; } = [];

    /// <summary>Timers that outlive the room's activation.</summary>
    public IReadOnlyList<RoomTimer> Timers { get; init; } = [];

    /// <summary>What rules persist of the room; null: nothing.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Requests and mail that are not done; null: the room has never had any.</summary>
    public OutboundRecord? Outbound { get; init; }

    /// <summary>The instance that it is of; null: an ordinary room.</summary>
    public InstanceRecord? Instance { get; init; }

    /// <summary>How many instances it has opened, ever.</summary>
    public long LastOpened { get; init; }

    /// <summary>Those of them that have not ended, as they were last reported.</summary>
    public IReadOnlyList<ListedRoom> Opened { get; init; } = [];
}

/// <param name="RespawnTick">When it is whole again; 0 while something is left.</param>
public sealed record NodeRecord(int Node, int Left, long RespawnTick)
{
    /// <summary>What is gathered where: content that has changed may count its nodes otherwise. Null in a record of a server before.</summary>
    public string? Name { get; init; }

    /// <summary>What rules persist of it; null: nothing.</summary>
    public ComponentData? Components { get; init; }
}

/// <summary>A creature, by its place in the definition, and what rules persist of it.</summary>
/// <param name="Name">Which creature lives where: content that has changed may count its creatures otherwise.</param>
public sealed record CreatureRecord(int Creature, string Name, ComponentData Components);

/// <summary>A creature, by its place in the definition, and the tick at which it is back.</summary>
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
/// How a player walks: the direction with the share of the room's speed as its length, the newest input that this is the outcome of, and the ticks after which it stops by itself
/// (0: it does not).
/// </summary>
public readonly record struct Motion(Vector Direction, long LastProcessedInput, int HoldTicks);

/// <summary>One durable effect. All that one input caused are committed together or not at all.</summary>
public abstract record Change;

/// <summary>The room's own record is as given.</summary>
public sealed record RoomChanged(RoomRecord Room) : Change;

/// <summary>The room has opened an instance: there are these rooms from now on, and have never been before.</summary>
/// <param name="Rooms">The one by which players come in first.</param>
public sealed record InstanceOpened(IReadOnlyList<RoomRecord> Rooms) : Change;

/// <param name="FromRoom">The room that the row must be in for this to hold; the store refuses the whole transaction otherwise. A player without a row gets one.</param>
/// <param name="Presence">Whether it is still in the world.</param>
public sealed record PlayerChanged(PlayerRecord Player, RoomId FromRoom, Presence Presence = Presence.In) : Change;

/// <summary>Whether a player is in the world, as the store is told.</summary>
public enum Presence
{
    /// <summary>It is in a room.</summary>
    In,

    /// <summary>It has left. From now on its things and its name may be taken from it, until it comes back.</summary>
    Away,

    /// <summary>It has left, and its name is anybody's at once.</summary>
    AwayUnnamed,
}

/// <summary>
/// These players are in the room or on their way into it. Others of whom the store believes it, and has not heard for a while, are not: they were in it when its node
/// died, or went while they were being let in.
/// </summary>
public sealed record PresenceChecked(IReadOnlyList<PlayerId> Present) : Change;

/// <summary>The item has been made, or has another holder or place.</summary>
public sealed record ItemChanged(ItemRecord Item) : Change;

/// <summary>The item is used up: its row goes.</summary>
public sealed record ItemConsumed(ItemId Item) : Change;
