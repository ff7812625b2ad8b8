using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Slots reserved for players that other rooms have announced. A slot expires when it is not used in time; then the player
/// is loaded from the store, which knows its room.
/// </summary>
internal sealed class Reservations(Room room, RoomEffects effects, RoomSchedule schedule, RoomOptions options)
{
    private readonly Dictionary<PlayerId, (ReserveSlot Request, long Number, ICancelable Expiry)> _reserved = [];
    private long _number;

    public bool IsEmpty => _reserved.Count == 0;

    public IEnumerable<PlayerId> Players => _reserved.Keys;

    public RoomMessage Reserve(ReserveSlot request)
    {
        var player = request.State.Record.Id;
        if (_reserved.Remove(player, out var before))
            before.Expiry.Cancel();
        else if (room.Reserve(request.State, effects, request.From, request.IsByChoice) is Rejected why)
            return new SlotRefused(player, room.Id, why);
        var number = ++_number;
        var expiry = schedule.After(TimeSpan.FromMilliseconds(options.ReservationMilliseconds), new ReservationExpired(player, number));
        _reserved[player] = (request, number, expiry);
        return new SlotReserved(player, room.Id);
    }

    /// <summary>
    /// The announced player, for the join that shows the transfer id. Its slot is used up by entering. Any other player is
    /// loaded: the store has everything that was announced, or the announcement came to nothing.
    /// </summary>
    public PlayerState? Take(PlayerId player, TransferId? transfer)
    {
        if (transfer is null || !_reserved.TryGetValue(player, out var slot) || slot.Request.Transfer != transfer)
            return null;
        Drop(player);
        return slot.Request.State;
    }

    public void Drop(PlayerId player)
    {
        if (_reserved.Remove(player, out var slot))
            slot.Expiry.Cancel();
    }

    public void Expire(ReservationExpired expired)
    {
        if (!_reserved.TryGetValue(expired.Player, out var slot) || slot.Number != expired.Number)
            return;
        _reserved.Remove(expired.Player);
        room.CancelReservation(expired.Player);
    }
}
