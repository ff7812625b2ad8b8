namespace Actors.World;

/// <summary>
/// What the inputs since the last drain have caused: events to be shown, changes to be persisted, and departures to be carried out elsewhere. The room fills it, its
/// caller drains it.
/// </summary>
public sealed class RoomEffects
{
    /// <summary>What may be shown, in the order in which it happened.</summary>
    public List<RoomEvent> Events { get; } = [];

    /// <summary>What must be on disk before it is answered or shown.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>Players whom another room must be asked to admit.</summary>
    public List<Departure> Departures { get; } = [];

    /// <summary>Requests to be sent to services, once <see cref="Changes"/> are on disk.</summary>
    public List<ServiceRequest> Requests { get; } = [];

    /// <summary>Mail to be sent to other rooms, once <see cref="Changes"/> are on disk.</summary>
    public List<RoomMail> Mail { get; } = [];

    /// <summary>Empties it for the next input.</summary>
    public void Clear()
    {
        Events.Clear();
        Changes.Clear();
        Departures.Clear();
        Requests.Clear();
        Mail.Clear();
    }
}

/// <summary>
/// A player on its way out: it stands still and does nothing until <see cref="Room.CompleteDeparture"/> or
/// <see cref="Room.CancelDeparture"/>.
/// </summary>
/// <param name="State">The player's state for the other room: there already, at its place of arrival.</param>
/// <param name="Direction">The exit's; null when it travels without one.</param>
/// <param name="Command">The command that is to be answered; 0 when the player walked into the exit.</param>
public sealed record Departure(PlayerId Player, RoomId To, PlayerState State, string? Direction, long Command)
{
    /// <summary>The player goes to any listed instance that matches, and <see cref="To"/> names no room; null: the player goes to <see cref="To"/>.</summary>
    public RoomQuery? Query { get; init; }

    /// <summary>The player has chosen the instance itself: only one that is listed lets it in.</summary>
    public bool IsByChoice { get; init; }

    /// <summary>The player cannot stay: its room no longer admits anybody.</summary>
    public bool IsForced { get; init; }

    /// <summary>No exit says where the player arrives: it arrives at the spawn of the room that admits it.</summary>
    public bool ArrivesAtSpawn => IsByChoice || IsForced;

    /// <summary>The player's state for the room that admits it.</summary>
    public PlayerState Arriving(WorldDefinition world, RoomId at) => State with
    {
        Record = State.Record with { Room = at, Position = ArrivesAtSpawn ? world.FindRoom(at)?.Spawn ?? default : State.Record.Position },
        Motion = ArrivesAtSpawn ? State.Motion with { Direction = Vector.Zero, HoldTicks = 0 } : State.Motion,
    };
}
