using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>A state cut into cells. Each frame computes a few numbers for each player; unchanged parts are taken over from the previous state.</summary>
internal sealed class AreaState
{
    private readonly int[] _homes;
    private readonly long[] _ids;
    private readonly CellOrder _players;
    private readonly CellIndex<CreatureView> _creatures;
    private readonly CellIndex<ItemView> _items;
    private readonly CellIndex<ProjectileView> _projectiles;

    public AreaState(AreaGrid grid, NativeState full, AreaState? before)
    {
        Full = full;
        var frame = full.Frame;
        _ids = before?.HasSame(frame.Players) == true ? before._ids : Array.ConvertAll(frame.Players, static player => player.Id.Value);
        _homes = Homes(grid, full, before);
        _players = new(_homes, grid.Cells);
        _creatures = before?._creatures.IsOf(frame.Creatures) == true
            ? before._creatures : new(frame.Creatures, grid, creature => grid.CellOf(creature.XMilli * 1000L, creature.YMilli * 1000L));
        _items = before?._items.IsOf(frame.Items) == true
            ? before._items : new(frame.Items, grid, item => grid.CellOf(item.XMilli * 1000L, item.YMilli * 1000L));
        _projectiles = before?._projectiles.IsOf(frame.Projectiles) == true
            ? before._projectiles : new(frame.Projectiles, grid, shot => grid.CellOf(shot.XMilli * 1000L, shot.YMilli * 1000L));
    }

    public NativeState Full { get; }

    /// <summary>The cell that a player is in; -1 when it is not in the room.</summary>
    public int HomeOf(PlayerId player) => _ids.AsSpan().BinarySearch(player.Value) is >= 0 and var index ? _homes[index] : -1;

    /// <summary>What is in a cell. Nodes are sent separately from cells.</summary>
    public StatePart In(int cell) => new(Full, _players.In(cell), _creatures.In(cell), _items.In(cell), _projectiles.In(cell));

    private bool HasSame(PlayerView[] players)
    {
        if (players.Length != _ids.Length)
            return false;
        for (var i = 0; i < players.Length; i++)
        {
            if (players[i].Id.Value != _ids[i])
                return false;
        }
        return true;
    }

    private static int[] Homes(AreaGrid grid, NativeState full, AreaState? before)
    {
        var players = full.Frame.Players;
        ReadOnlySpan<PlayerView> old = before is null ? [] : before.Full.Frame.Players;
        var homes = new int[players.Length];
        var o = 0;
        for (var i = 0; i < players.Length; i++)
        {
            while (o < old.Length && old[o].Id.Value < players[i].Id.Value)
                o++;
            homes[i] = o < old.Length && old[o].Id == players[i].Id
                ? grid.CellOf(full.X[i], full.Y[i], before!._homes[o])
                : grid.CellOf(full.X[i], full.Y[i]);
        }
        return homes;
    }
}
