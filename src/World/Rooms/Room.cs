namespace Actors.World;

/// <summary>
/// The rules of one room: pure and deterministic. The same definition, saved state and inputs in the same order give the
/// same state hash and the same frames. Nothing but its methods changes it; it knows no clock, thread or wire.
/// </summary>
public sealed class Room
{
    public Room(WorldDefinition world, RoomDefinition definition, RoomId id, SavedRoom saved, long tick)
    {
        Id = id;
        Definition = definition;
        Tick = tick;
        _ = world;
        _ = saved;
    }

    public RoomId Id { get; }

    public RoomDefinition Definition { get; }

    /// <summary>The world tick that this room has reached.</summary>
    public long Tick { get; private set; }

    public int PlayerCount => 0;

    public IReadOnlyCollection<PlayerId> Players => [];

    /// <summary>The next tick at which <see cref="Advance"/> has something to do; null: nothing until the next input.</summary>
    public long? NextWork => null;

    /// <summary>Puts the content's items into a room that has no record yet. Called once, right after the constructor.</summary>
    public void Seed(RoomEffects effects) => throw new InvalidOperationException();

    public bool Contains(PlayerId player) => throw new InvalidOperationException();

    /// <summary>The player as it would be kept now, with what it holds; null when it is not in.</summary>
    public PlayerState? Save(PlayerId player) => throw new InvalidOperationException();

    /// <summary>Keeps a place for a player that is about to come from another room. Done or Rejected (room_full).</summary>
    public Reply Reserve(PlayerId player) => throw new InvalidOperationException();

    public void CancelReservation(PlayerId player) => throw new InvalidOperationException();

    /// <summary>Brings a player in at the position of its record; uses its reservation when it has one. Done or Rejected (room_full).</summary>
    /// <param name="from">The direction that it came from, for the onlookers; null when it comes into the world.</param>
    public Reply Enter(PlayerState state, string? from, RoomEffects effects) => throw new InvalidOperationException();

    /// <summary>Takes a player out of the world; its record is among the changes when it has or ever had something to keep.</summary>
    public void Leave(PlayerId player, RoomEffects effects) => throw new InvalidOperationException();

    /// <summary>Carries out what a player asks.</summary>
    /// <param name="command">Numbers the player's commands upwards; 0 for real-time input, which is never asked twice. One that is not newer than the
    /// player's newest is not carried out again: the kept answer is given.</param>
    public Reply Apply(PlayerId player, long commandId, Command command, RoomEffects effects) => throw new InvalidOperationException();

    /// <summary>Gives a player another name (already known to be free), durably.</summary>
    public void Rename(PlayerId player, string name, RoomEffects effects) => throw new InvalidOperationException();

    /// <summary>The other room has let the player in: it leaves this one. The change moves its row to <paramref name="to"/>, which may be another instance than the departure named; the reply answers the command.</summary>
    public Reply CompleteDeparture(PlayerId player, RoomId to, RoomEffects effects) => throw new InvalidOperationException();

    /// <summary>The other room did not let it in: it stays, a step back from the edge.</summary>
    public void CancelDeparture(PlayerId player, RoomEffects effects) => throw new InvalidOperationException();

    /// <summary>Keeps the positions of all players that have moved since they were last kept.</summary>
    public void SavePlayers(RoomEffects effects) => throw new InvalidOperationException();

    /// <summary>Lets time pass in which nothing was to be done, up to and with <paramref name="tick"/>.</summary>
    public void SkipTo(long tick) => Tick = tick;

    /// <summary>One fixed step.</summary>
    public void Advance(RoomEffects effects) => throw new InvalidOperationException();

    public RoomFrame View(long sequence, RoomEvent[] events) => throw new InvalidOperationException();

    public RoomDescription Describe() => throw new InvalidOperationException();

    /// <summary>FNV-1a over the whole state, in a fixed order.</summary>
    public ulong StateHash() => throw new InvalidOperationException();
}
