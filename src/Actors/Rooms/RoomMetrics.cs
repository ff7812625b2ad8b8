using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Actors.Rooms;

/// <summary>What the rooms of this process report.</summary>
internal sealed class RoomMetrics
{
    public static RoomMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Rooms");
    private readonly ConcurrentDictionary<LocalRooms, byte> _nodes = new();
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _skipped;
    private readonly UpDownCounter<long> _players;

    private readonly UpDownCounter<long> _disconnected;

    private readonly Counter<long> _fenced;
    private readonly Counter<long> _overBudget;
    private readonly Histogram<double> _turnWait;

    private RoomMetrics()
    {
        _lateness = _meter.CreateHistogram<double>("actors.tick.lateness", "s", "From the time at which a tick was due to the end of the room's step for it.");
        _steps = _meter.CreateCounter<long>("actors.tick.steps", description: "Steps that rooms have made.");
        _skipped = _meter.CreateCounter<long>("actors.tick.skipped", description: "Steps skipped because a room was too late to catch up.");
        _players = _meter.CreateUpDownCounter<long>("actors.rooms.players", description: "Players in rooms of this node.");
        _fenced = _meter.CreateCounter<long>("actors.rooms.fenced", description: "Activations that ended because another had claimed their room: their commits were refused.");
        _overBudget = _meter.CreateCounter<long>("actors.rooms.over_budget", description: "Steps and commands that took longer than they may, by the rule that ran.");
        _turnWait = _meter.CreateHistogram<double>("actors.rooms.handoff_wait", "s", "How long a room that has to move, and is watched, has run on before its turn: docs/cluster.md.");
        _disconnected = _meter.CreateUpDownCounter<long>("actors.rooms.away", description: "Players whose clients were cut off and may still reconnect.");
        _meter.CreateObservableUpDownCounter("actors.rooms.active", () => Count(static room => room.Actor is not null), description: "Rooms in memory of this node.");
        _meter.CreateObservableUpDownCounter("actors.rooms.instances", () => Count(static room => room.IsOpenInstance), description: "Open instances whose entry is in memory of this node.");
        _meter.CreateObservableUpDownCounter("actors.rooms.quarantined", () => Count(static room => room.Quarantined), description: "Rooms that stay closed here because they have failed too often.");
    }

    /// <summary>Counts its rooms from now on, until <see cref="Forget"/>.</summary>
    public void Observe(LocalRooms rooms) => _nodes[rooms] = 0;

    public void Forget(LocalRooms rooms) => _nodes.TryRemove(rooms, out _);

    public void Ticked(TimeSpan lateness, int steps)
    {
        if (steps > 0)
            _steps.Add(steps);
        if (_lateness.Enabled)
            _lateness.Record(lateness.TotalSeconds);
    }

    public void Fenced() => _fenced.Add(1);

    public void WentOverBudget(string rule) => _overBudget.Add(1, new KeyValuePair<string, object?>("rule", rule));

    public void WaitsForTurn(TimeSpan wait) => _turnWait.Record(wait.TotalSeconds);

    public void Skipped(long steps) => _skipped.Add(steps);

    public void DisconnectedChanged(int by) => _disconnected.Add(by);

    public void PlayersChanged(int by) => _players.Add(by);

    /// <summary>Empty on a node that hosts no rooms.</summary>
    private IEnumerable<Measurement<long>> Count(Predicate<RoomHandle> counts) =>
        _nodes.IsEmpty ? [] : [new Measurement<long>(_nodes.Keys.Sum(rooms => rooms.Count(counts)))];
}
