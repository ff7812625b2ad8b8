using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Players without a connection. A player whose client was cut off stands still for a while, so that it can reconnect through any gateway and find nothing changed. A player
/// that was handed over with its room walks on until its connection joins again. There are at most as many as the room has players.
/// </summary>
internal sealed class ReconnectWindow(Room room, RoomEffects effects, RoomSchedule schedule, RoomOptions options)
{
    /// <summary>Connections join again at once after a hand-over. The minimum is for players whose gateway ended at the same moment.</summary>
    private static readonly TimeSpan MinimumAfterHandover = TimeSpan.FromSeconds(5);

    private readonly Dictionary<PlayerId, (ICancelable End, long Number)> _disconnected = [];
    private long _lastNumber;

    public int Count => _disconnected.Count;

    public bool IsDisconnected(PlayerId player) => _disconnected.ContainsKey(player);

    /// <summary>Whether the expiry belongs to the present window and not to one that was closed before.</summary>
    public bool HasExpired(ReconnectExpired expired) => _disconnected.TryGetValue(expired.Player, out var entry) && entry.Number == expired.Number;

    /// <summary>False: the window is configured as 0, and the player has to leave at once.</summary>
    public bool TryBegin(PlayerId player)
    {
        if (options.GraceSeconds == 0 || !room.Contains(player))
            return false;
        if (_disconnected.ContainsKey(player))
            return true;
        // Nobody steers the body any more, so it must not walk out of the room.
        room.Halt(player, effects);
        Begin(player, TimeSpan.FromSeconds(options.GraceSeconds));
        return true;
    }

    /// <summary>The player came with its room from another node, and its connection is about to join. It keeps moving as it did.</summary>
    public void BeginAfterHandover(PlayerId player)
    {
        var window = TimeSpan.FromSeconds(options.GraceSeconds);
        Begin(player, window > MinimumAfterHandover ? window : MinimumAfterHandover);
    }

    /// <summary>The player is back, or gone for good.</summary>
    public void End(PlayerId player)
    {
        if (!_disconnected.Remove(player, out var entry))
            return;
        entry.End.Cancel();
        RoomMetrics.Instance.DisconnectedChanged(-1);
    }

    public void EndAll()
    {
        foreach (var player in _disconnected.Keys.ToArray())
            End(player);
    }

    private void Begin(PlayerId player, TimeSpan window)
    {
        _lastNumber++;
        _disconnected[player] = (schedule.After(window, new ReconnectExpired(player, _lastNumber)), _lastNumber);
        RoomMetrics.Instance.DisconnectedChanged(+1);
    }
}
