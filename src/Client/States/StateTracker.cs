namespace Actors.Client.States;

/// <summary>
/// The known state of a room: all of it as one part, or each of its cells that are in sight. Takes states as the server sends them, keyframes or deltas, and
/// gives each as a whole state.
/// </summary>
internal sealed class StateTracker
{
    private readonly SortedDictionary<long, StatePart> _parts = [];
    private RoomState? _head;
    private int[] _nodes = [];
    private ComponentSet _ofRoom = ComponentSet.Empty;
    private ComponentSet[] _ofNodes = [];

    /// <summary>Whether there is a state that deltas can build on.</summary>
    public bool HasState => _head is not null;

    public void Clear() => _head = null;

    /// <summary>The state after a message; null if it does not build on ours, or if its hash shows that ours differs: then no state is known.</summary>
    public RoomState? Take(StateMessage message, double stepMs)
    {
        var isRight = message.IsWhole ? Begin(message) : _head?.Sequence == message["from"].AsInteger() && Advance(message, stepMs);
        return _head = isRight ? Whole(_head!) : null;
    }

    private bool Begin(StateMessage message)
    {
        _head = new RoomState(message["room"].AsText())
        {
            Sequence = message["sequence"].AsInteger(0),
            Tick = message["tick"].AsInteger(),
            NextEvent = message["nextEvent"].AsInteger(0),
            ServerTime = message["serverTime"].AsInteger(),
        };
        _nodes = Rows.Numbers(message["nodes"]);
        _parts.Clear();
        _ofRoom = ComponentSet.Empty;
        _ofNodes = new ComponentSet[_nodes.Length];
        Array.Fill(_ofNodes, ComponentSet.Empty);
        var components = message["components"];
        PatchComponents(components);
        if (message.IsOfArea)
            return Cells(message["cells"], 0);
        _parts[0] = new StatePart(
            Sorted(Rows.Players(message["players"]), static player => player.Id), Sorted(Rows.Creatures(message["creatures"]), static creature => creature.Id), Rows.Items(message["items"]),
            Sorted(Rows.Projectiles(message["projectiles"]), static shot => shot.Id)).WithComponents(components);
        return true;
    }

    private bool Advance(StateMessage message, double stepMs)
    {
        var (before, ticks) = (_head!, message["ticks"].AsInteger());
        _head = new RoomState(before.Room)
        {
            Sequence = before.Sequence + message["frames"].AsInteger(),
            Tick = before.Tick + ticks,
            NextEvent = before.NextEvent + message["events"].AsInteger(),
            ServerTime = before.ServerTime + message["milliseconds"].AsInteger(),
        };
        var changes = new Changes(message["changes"]);
        var left = message.IsOfArea ? message["nodes"] : changes.Nodes;
        if (left.Count > 0)
            _nodes = (int[])_nodes.Clone();
        for (var i = 0; i + 1 < left.Count; i += 2)
            _nodes[left[i].AsInteger()] = (int)left[i + 1].AsInteger();
        PatchComponents(message.IsOfArea ? message["components"] : changes.Components);
        if (!message.IsOfArea)
            return Change(0, changes, ticks * stepMs, _nodes);
        foreach (var cell in message["outOfSight"].Items)
            _parts.Remove(cell.AsInteger());
        return Cells(message["cells"], ticks * stepMs);
    }

    /// <summary>Every known cell moves on, whether the message has it or not.</summary>
    private bool Cells(GameValue cells, double milliseconds)
    {
        var changed = new Dictionary<long, GameValue>();
        for (var i = 0; i + 1 < cells.Count; i += 2)
        {
            var cell = cells[i].AsInteger();
            changed[cell] = cells[i + 1];
            if (!_parts.ContainsKey(cell))
                _parts[cell] = StatePart.Nothing;
        }
        foreach (var cell in _parts.Keys.ToArray())
        {
            if (!Change(cell, new Changes(changed.TryGetValue(cell, out var its) ? its : GameValue.Null), milliseconds, []))
                return false;
        }
        return true;
    }

    private bool Change(long cell, in Changes changes, double milliseconds, int[] nodes)
    {
        var next = _parts[cell] = _parts[cell].After(changes, milliseconds);
        return changes.Hash.IsNull || changes.Hash.AsInteger() == StateHash.Of(next, nodes);
    }

    /// <summary>The components of the room and of its nodes, which belong to no part.</summary>
    private void PatchComponents(GameValue components)
    {
        if (components.IsNull)
            return;
        _ofRoom = _ofRoom.Patched(Changes.Held(components, "room"));
        var ofNodes = Changes.Held(components, "nodes");
        if (ofNodes.Count == 0)
            return;
        _ofNodes = (ComponentSet[])_ofNodes.Clone();
        foreach (var (node, changes) in ofNodes.Entries)
        {
            var index = int.Parse(node, System.Globalization.CultureInfo.InvariantCulture);
            _ofNodes[index] = _ofNodes[index].Patched(changes);
        }
    }

    private RoomState Whole(RoomState head)
    {
        head.Players = new(All(static part => part.Players, static player => player.Id));
        head.Creatures = new(All(static part => part.Creatures, static creature => creature.Id));
        head.Items = new(_parts.Count == 1 ? _parts.Values.First().Items : [.. _parts.Values.SelectMany(static part => part.Items)]);
        head.Projectiles = new(All(static part => part.Projectiles, static shot => shot.Id));
        head.Nodes = new(_nodes);
        head.Components = _ofRoom;
        head.NodeComponents = new(_ofNodes);
        return head;
    }

    private T[] All<T>(Func<StatePart, T[]> of, Func<T, long> idOf)
    {
        if (_parts.Count == 0)
            return [];
        return _parts.Count == 1 ? of(_parts.Values.First()) : [.. _parts.Values.SelectMany(of).OrderBy(idOf)];
    }

    /// <summary>Servers send them in order; lists that are not in order are sorted.</summary>
    private static T[] Sorted<T>(T[] things, Func<T, long> idOf)
    {
        for (var i = 1; i < things.Length; i++)
        {
            if (idOf(things[i - 1]) > idOf(things[i]))
                return [.. things.OrderBy(idOf)];
        }
        return things;
    }
}
