using Actors.Cluster;
using Actors.Runtime;
using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// Bodies whose clients were cut off: they stand where they are for a time of grace, in which their players come back by any gateway as if nothing had been. As many as
/// the room has players, at most.
/// </summary>
internal sealed class Absences(Room room, RoomEffects effects, IActorContext<RoomMessage> context, RoomOptions options)
{
    private readonly Dictionary<PlayerId, (IScheduled End, long Number)> _away = [];
    private long _lastNumber;

    public int Count => _away.Count;

    public bool IsAway(PlayerId player) => _away.ContainsKey(player);

    /// <summary>Whether it is that absence whose time is over.</summary>
    public bool HasEnded(GraceEnded ended) => _away.TryGetValue(ended.Player, out var away) && away.Number == ended.Number;

    /// <summary>False: there is no grace, and it is to leave at once.</summary>
    public bool TryBegin(PlayerId player)
    {
        if (options.GraceSeconds == 0 || room.Save(player) is not { } state)
            return false;
        if (_away.ContainsKey(player))
            return true;
        // Nobody steers it any more: it must not walk out of the room.
        room.Apply(player, 0, new Move(Vector.Zero, state.Motion.LastProcessedInput), effects);
        _lastNumber++;
        _away[player] = (context.Schedule(TimeSpan.FromSeconds(options.GraceSeconds), new GraceEnded(player, _lastNumber)), _lastNumber);
        RoomMetrics.Instance.AwayChanged(+1);
        return true;
    }

    /// <summary>It is back, or gone for good.</summary>
    public void End(PlayerId player)
    {
        if (!_away.Remove(player, out var away))
            return;
        away.End.Dispose();
        RoomMetrics.Instance.AwayChanged(-1);
    }

    public void EndAll()
    {
        foreach (var player in _away.Keys.ToArray())
            End(player);
    }
}
