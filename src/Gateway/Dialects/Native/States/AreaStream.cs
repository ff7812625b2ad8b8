using Actors.Channels;
using Actors.Gateway.Dialects.Components;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>
/// The states of a room that is too large to be sent as a whole. It is cut into cells; the changes of a cell are encoded once, and a client's
/// message is assembled from the cells around its own, once for all that are in the same cell and have the same state. A cell that comes into
/// sight is sent as changes from nothing. So a client costs what it sees, however many are in the room.
/// </summary>
internal sealed class AreaStream(NativeFormat format, AreaGrid grid, int tickMilliseconds) : INativeStream
{
    public const byte KeyframeCode = 3;
    public const byte DeltaCode = 4;

    private readonly DeltaWriter _deltas = new(tickMilliseconds);
    private readonly NativeWriter _writer = format.Write();
    private readonly NativeWriter _cellWriter = format.Write();
    private readonly StateHistory<AreaState> _states = new(static state => state.Full);
    private readonly Dictionary<(long Number, int From, int To), EncodedMessage> _messages = [];
    private readonly Dictionary<(long Number, int Cell), EncodedMessage?> _cells = [];
    private readonly List<(int Cell, EncodedMessage Changes)> _seen = [];
    private readonly List<long> _numbers = [];
    private readonly List<ComponentChange> _ofRoom = [];

    public long Newest => _states.Newest;

    /// <summary>The newest state; null before the first.</summary>
    public AreaState? State => _states.State;

    public void Add(RoomFrame frame, long serverTime)
    {
        _messages.Clear();
        _cells.Clear();
        _states.Add(frame, before => new AreaState(
            grid, before is null ? NativeState.Exact(frame, serverTime) : NativeState.After(before.Full, frame, serverTime, tickMilliseconds), before));
    }

    public EncodedMessage Since(long number, PlayerId player)
    {
        var before = _states.Before(number);
        var (from, to) = (before?.HomeOf(player) ?? -1, State!.HomeOf(player));
        var key = (before is null ? 0 : number, from, to);
        if (_messages.TryGetValue(key, out var message))
            return message;
        return _messages[key] = before is null
            ? NativeMetrics.Instance.Encoded("area_keyframe", Keyframe(to))
            : NativeMetrics.Instance.Encoded("area_delta", Delta(number, before, from, to));
    }

    public bool Sees(PlayerId player, Vector at) =>
        State!.HomeOf(player) is >= 0 and var home && grid.Sees(home, grid.CellOf((long)(at.X * 1_000_000), (long)(at.Y * 1_000_000)));

    private EncodedMessage Keyframe(int home)
    {
        var frame = State!.Full.Frame;
        FindOfRoom();
        _writer.Row(_ofRoom.Count == 0 ? 8 : 9).Column("type"u8).Kind("areaKeyframe"u8, KeyframeCode).Column("room"u8).Text(frame.Room.Value).Column("sequence"u8).Number(frame.Sequence)
            .Column("tick"u8).Number(frame.Tick).Column("nextEvent"u8).Number(frame.NextEvent).Column("serverTime"u8).Number(State.Full.ServerTime)
            .Column("nodes"u8).List(frame.Nodes.Length);
        foreach (var left in frame.Nodes)
            _writer.Number(left);
        _writer.EndList();
        Cells(0, null, -1, home);
        return End();
    }

    private EncodedMessage Delta(long number, AreaState before, int from, int to)
    {
        var (old, now) = (before.Full.Frame, State!.Full.Frame);
        _ofRoom.Clear();
        StateDelta.FindOfRoom(before.Full, State.Full, _ofRoom);
        _writer.Row(_ofRoom.Count == 0 ? 9 : 10).Column("type"u8).Kind("areaDelta"u8, DeltaCode).Column("from"u8).Number(old.Sequence)
            .Column("frames"u8).Number(now.Sequence - old.Sequence).Column("ticks"u8).Number(now.Tick - old.Tick)
            .Column("events"u8).Number(now.NextEvent - old.NextEvent).Column("milliseconds"u8).Number(State.Full.ServerTime - before.Full.ServerTime);
        _numbers.Clear();
        for (var i = 0; i < now.Nodes.Length && old.Nodes != now.Nodes; i++)
        {
            if (i >= old.Nodes.Length || old.Nodes[i] != now.Nodes[i])
                _numbers.AddRange([i, now.Nodes[i]]);
        }
        _writer.Column("nodes"u8).Numbers(_numbers);
        _numbers.Clear();
        if (from >= 0 && from != to)
            _numbers.AddRange(grid.SeenFrom(from).Where(cell => to < 0 || !grid.Sees(to, cell)).Select(static cell => (long)cell));
        _writer.Column("outOfSight"u8).Numbers(_numbers);
        Cells(number, before, from, to);
        return End();
    }

    /// <summary>The room's own components and those of its nodes, which are in no cell, come after everything else if there are any to send.</summary>
    private EncodedMessage End()
    {
        if (_ofRoom.Count > 0)
            _writer.Column("components"u8).Components(_ofRoom);
        return _writer.EndMap().ToMessage();
    }

    private void FindOfRoom()
    {
        _ofRoom.Clear();
        foreach (ref readonly var row in State!.Full.Components.All)
        {
            if (row.Holder is ComponentHolder.Room or ComponentHolder.Node)
                _ofRoom.Add(ComponentChange.Of(row));
        }
    }

    private void Cells(long number, AreaState? before, int from, int to)
    {
        _seen.Clear();
        foreach (var cell in to < 0 ? [] : grid.SeenFrom(to))
        {
            var has = from >= 0 && grid.Sees(from, cell);
            if (Changes(has ? number : 0, has ? before : null, cell) is { } changes)
                _seen.Add((cell, changes));
        }
        _writer.Column("cells"u8).List(_seen.Count * 2);
        foreach (var (cell, changes) in _seen)
            _writer.Number(cell).Encoded(changes.Payload.Span);
        _writer.EndList();
    }

    /// <summary>The changes of a cell since that state, or since nothing; null when there are none.</summary>
    private EncodedMessage? Changes(long number, AreaState? before, int cell)
    {
        if (_cells.TryGetValue((number, cell), out var changes))
            return changes;
        var now = State!.In(cell);
        var old = before?.In(cell) ?? StatePart.Nothing(State.Full);
        return _cells[(number, cell)] = _deltas.TryWriteChanges(_cellWriter, old, now, Newest % DeltaStream.HashEvery == 0) ? _cellWriter.ToMessage() : null;
    }
}
