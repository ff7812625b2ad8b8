using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>A state cut into cells, each of which is a state by itself.</summary>
internal sealed class AreaState
{
    private readonly AreaGrid _grid;
    private readonly int[] _homes;
    private readonly CellIndex<int> _players;
    private readonly CellIndex<CreatureView> _creatures;
    private readonly CellIndex<ItemView> _items;
    private readonly CellIndex<ProjectileView> _projectiles;
    private readonly Dictionary<int, NativeState> _parts = [];

    public AreaState(AreaGrid grid, NativeState whole, AreaState? before)
    {
        _grid = grid;
        Whole = whole;
        _homes = Homes(grid, whole, before);
        var homes = _homes;
        var frame = whole.Frame;
        _players = new([.. Enumerable.Range(0, homes.Length)], grid, player => homes[player]);
        _creatures = before?._creatures.IsOf(frame.Creatures) == true
            ? before._creatures : new(frame.Creatures, grid, creature => grid.CellOf(creature.XMilli * 1000L, creature.YMilli * 1000L));
        _items = before?._items.IsOf(frame.Items) == true
            ? before._items : new(frame.Items, grid, item => grid.CellOf(item.XMilli * 1000L, item.YMilli * 1000L));
        _projectiles = before?._projectiles.IsOf(frame.Projectiles) == true
            ? before._projectiles : new(frame.Projectiles, grid, shot => grid.CellOf(shot.XMilli * 1000L, shot.YMilli * 1000L));
    }

    public NativeState Whole { get; }

    /// <summary>The cell that a player is in; -1 when it is not in the room.</summary>
    public int HomeOf(PlayerId player)
    {
        var players = Whole.Frame.Players;
        var (low, high) = (0, players.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = players[middle].Id.CompareTo(player);
            if (order == 0)
                return _homes[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }

    /// <summary>What is in a cell. Nodes are told apart from cells.</summary>
    public NativeState In(int cell)
    {
        if (_parts.TryGetValue(cell, out var part))
            return part;
        var players = _players.In(cell);
        var frame = Whole.Frame with
        {
            Players = Array.ConvertAll(players, index => Whole.Frame.Players[index]),
            Creatures = _creatures.In(cell),
            Items = _items.In(cell),
            Projectiles = _projectiles.In(cell),
            Nodes = [],
        };
        return _parts[cell] = NativeState.Of(frame, Whole.ServerTime, Array.ConvertAll(players, index => Whole.X[index]), Array.ConvertAll(players, index => Whole.Y[index]));
    }

    private static int[] Homes(AreaGrid grid, NativeState whole, AreaState? before)
    {
        var players = whole.Frame.Players;
        ReadOnlySpan<PlayerView> old = before is null ? [] : before.Whole.Frame.Players;
        var homes = new int[players.Length];
        var o = 0;
        for (var i = 0; i < players.Length; i++)
        {
            while (o < old.Length && old[o].Id.Value < players[i].Id.Value)
                o++;
            homes[i] = o < old.Length && old[o].Id == players[i].Id
                ? grid.CellOf(whole.X[i], whole.Y[i], before!._homes[o])
                : grid.CellOf(whole.X[i], whole.Y[i]);
        }
        return homes;
    }
}
