using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Places kept for players that other rooms have announced. A place that is not taken in time is free again; the player then
/// comes in by way of the store, which knows where it is.
/// </summary>
internal sealed class Reservations(Room room, RoomEffects effects, RoomSchedule schedule, RoomOptions options)
{
    private readonly Dictionary<PlayerId, (KeepPlace Place, long Number, ICancelable Expiry)> _kept = [];
    private long _number;

    public bool IsEmpty => _kept.Count == 0;

    public IEnumerable<PlayerId> Players => _kept.Keys;

    public RoomMessage Keep(KeepPlace place)
    {
        var player = place.State.Record.Id;
        if (_kept.Remove(player, out var before))
            before.Expiry.Cancel();
        else if (room.Reserve(place.State, effects) is Rejected why)
            return new PlaceRefused(player, room.Id, why);
        var number = ++_number;
        var expiry = schedule.After(TimeSpan.FromMilliseconds(options.ReservationMilliseconds), new ReservationExpired(player, number));
        _kept[player] = (place, number, expiry);
        return new PlaceKept(player, room.Id);
    }

    /// <summary>
    /// The announced player, for who shows the ticket; its place in the room's count is used up by entering. Anybody else's player is
    /// loaded: the store has all that was announced, or the announcement came to nothing.
    /// </summary>
    public PlayerState? Take(PlayerId player, Ticket? ticket)
    {
        if (ticket is null || !_kept.TryGetValue(player, out var kept) || kept.Place.Ticket != ticket)
            return null;
        Drop(player);
        return kept.Place.State;
    }

    public void Drop(PlayerId player)
    {
        if (_kept.Remove(player, out var kept))
            kept.Expiry.Cancel();
    }

    public void Expire(ReservationExpired expired)
    {
        if (!_kept.TryGetValue(expired.Player, out var kept) || kept.Number != expired.Number)
            return;
        _kept.Remove(expired.Player);
        room.CancelReservation(expired.Player);
    }
}
