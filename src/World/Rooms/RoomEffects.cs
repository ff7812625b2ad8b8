namespace Actors.World;

/// <summary>
/// What the inputs since the last drain have caused: to be seen (events), to be kept (changes), to be carried out
/// elsewhere (departures). The room fills it, its caller drains it.
/// </summary>
public sealed class RoomEffects
{
    /// <summary>What may be shown, in the order in which it happened.</summary>
    public List<RoomEvent> Events { get; } = [];

    /// <summary>What must be on disk before it is answered or shown.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>Players that another room must be asked to take in.</summary>
    public List<Departure> Departures { get; } = [];

    /// <summary>What services are to be asked, once <see cref="Changes"/> are on disk.</summary>
    public List<ServiceRequest> Requests { get; } = [];

    /// <summary>What other rooms are to be sent, once <see cref="Changes"/> are on disk.</summary>
    public List<RoomMail> Mail { get; } = [];

    /// <summary>Drained: ready for the next input.</summary>
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
/// <param name="State">As the other room is to have it: there already, at its place of arrival.</param>
/// <param name="Direction">The exit's; null when it travels without one.</param>
/// <param name="Command">The command that is to be answered; 0 when the player walked into the exit.</param>
public sealed record Departure(PlayerId Player, RoomId To, PlayerState State, string? Direction, long Command)
{
    /// <summary>Any of the instances that are listed and match, which <see cref="To"/> does not name then; null: the player goes to <see cref="To"/>.</summary>
    public RoomQuery? Query { get; init; }

    /// <summary>The player has chosen the instance itself: only one that is listed lets it in.</summary>
    public bool IsByChoice { get; init; }

    /// <summary>The player cannot stay: where it is, nobody is let in any more.</summary>
    public bool IsForced { get; init; }

    /// <summary>Where it comes out, no exit says: at the spawn of the room that lets it in.</summary>
    public bool ArrivesAtSpawn => IsByChoice || IsForced;

    /// <summary>The player as the room that lets it in is to have it.</summary>
    public PlayerState Arriving(WorldDefinition world, RoomId at) => State with
    {
        Record = State.Record with { Room = at, Position = ArrivesAtSpawn ? world.FindRoom(at)?.Spawn ?? default : State.Record.Position },
        Motion = ArrivesAtSpawn ? State.Motion with { Direction = Vector.Zero, HoldTicks = 0 } : State.Motion,
    };
}
