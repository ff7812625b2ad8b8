using System.Globalization;
using Actors.World;

namespace Actors.Gateway.Dialects.Components;

/// <summary>The components of a frame that everybody in the room is shown, by what they are attached to. The same object from frame to frame while none of them changes. Not thread-safe.</summary>
internal sealed class SharedComponents
{
    private readonly ComponentView[] _all;
    private readonly ComponentView[] _rows;
    private Dictionary<(ComponentHolder, long), Range>? _numbered;
    private Dictionary<string, Range>? _items;
    private Range _room;

    private SharedComponents(ComponentView[] all)
    {
        _all = all;
        _rows = Array.TrueForAll(all, static row => row.Only is null) ? all : Array.FindAll(all, static row => row.Only is null);
        // The empty instance is shared by everybody, so nobody may change it later.
        if (_rows.Length == 0)
            Index();
    }

    public static SharedComponents None { get; } = new([]);

    public bool IsEmpty => _rows.Length == 0;

    /// <summary>First those of the room itself, then those of players, creatures, nodes and items; all of one thing are adjacent.</summary>
    public ReadOnlySpan<ComponentView> All => _rows;

    public ReadOnlySpan<ComponentView> OfRoom
    {
        get
        {
            Index();
            return _rows.AsSpan(_room);
        }
    }

    /// <param name="before">Those of an earlier frame, which are returned if they are the same.</param>
    public static SharedComponents Of(RoomFrame frame, SharedComponents? before = null)
    {
        if (frame.Components.Length == 0)
            return None;
        if (before is not null && ReferenceEquals(before._all, frame.Components))
            return before;
        var now = new SharedComponents(frame.Components);
        return before is not null && before.All.SequenceEqual(now.All) ? before : now;
    }

    public ReadOnlySpan<ComponentView> Of(PlayerId player) => Of(ComponentHolder.Player, player.Value);

    public ReadOnlySpan<ComponentView> Of(CreatureId creature) => Of(ComponentHolder.Creature, creature.Value);

    public ReadOnlySpan<ComponentView> OfNode(int node) => Of(ComponentHolder.Node, node);

    public ReadOnlySpan<ComponentView> Of(ItemId item)
    {
        Index();
        return _items!.TryGetValue(item.Value, out var rows) ? _rows.AsSpan(rows) : [];
    }

    private ReadOnlySpan<ComponentView> Of(ComponentHolder holder, long number)
    {
        Index();
        return _numbered!.TryGetValue((holder, number), out var rows) ? _rows.AsSpan(rows) : [];
    }

    /// <summary>Indexed only when somebody asks, because most frames are never looked into.</summary>
    private void Index()
    {
        if (_numbered is not null)
            return;
        (_numbered, _items) = ([], new Dictionary<string, Range>(StringComparer.Ordinal));
        for (int from = 0, to; from < _rows.Length; from = to)
        {
            ref readonly var first = ref _rows[from];
            for (to = from + 1; to < _rows.Length && _rows[to].Holder == first.Holder && _rows[to].Id == first.Id;)
                to++;
            if (first.Holder == ComponentHolder.Room)
                _room = from..to;
            else if (first.Holder == ComponentHolder.Item)
                _items[first.Id] = from..to;
            else
                _numbered[(first.Holder, long.Parse(first.Id, CultureInfo.InvariantCulture))] = from..to;
        }
    }
}
