using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Bodies without a client: those whose clients were cut off stand where they are for a time of grace, in which their players come back by any gateway as if nothing had
/// been; those that were handed over with their room walk on until their connections come in again. As many as the room has players, at most.
/// </summary>
internal sealed class Absences(Room room, RoomEffects effects, RoomSchedule schedule, RoomOptions options)
{
    /// <summary>Connections come in again at once after a hand-over; this is for those whose gateways have ended in the same moment.</summary>
    private static readonly TimeSpan LeastAfterHandover = TimeSpan.FromSeconds(5);

    private readonly Dictionary<PlayerId, (ICancelable End, long Number)> _away = [];
    private long _lastNumber;

    public int Count => _away.Count;

    public bool IsAway(PlayerId player) => _away.ContainsKey(player);

    /// <summary>Whether it is that absence whose time is over.</summary>
    public bool HasEnded(GraceEnded ended) => _away.TryGetValue(ended.Player, out var away) && away.Number == ended.Number;

    /// <summary>False: there is no grace, and it is to leave at once.</summary>
    public bool TryBegin(PlayerId player)
    {
        if (options.GraceSeconds == 0 || !room.Contains(player))
            return false;
        if (_away.ContainsKey(player))
            return true;
        // Nobody steers it any more: it must not walk out of the room.
        room.Halt(player, effects);
        Begin(player, TimeSpan.FromSeconds(options.GraceSeconds));
        return true;
    }

    /// <summary>It has come with its room from another node, and its connection is on the way: it goes on as it was going.</summary>
    public void Expect(PlayerId player)
    {
        var grace = TimeSpan.FromSeconds(options.GraceSeconds);
        Begin(player, grace > LeastAfterHandover ? grace : LeastAfterHandover);
    }

    /// <summary>It is back, or gone for good.</summary>
    public void End(PlayerId player)
    {
        if (!_away.Remove(player, out var away))
            return;
        away.End.Cancel();
        RoomMetrics.Instance.AwayChanged(-1);
    }

    public void EndAll()
    {
        foreach (var player in _away.Keys.ToArray())
            End(player);
    }

    private void Begin(PlayerId player, TimeSpan grace)
    {
        _lastNumber++;
        _away[player] = (schedule.After(grace, new GraceEnded(player, _lastNumber)), _lastNumber);
        RoomMetrics.Instance.AwayChanged(+1);
    }
}
