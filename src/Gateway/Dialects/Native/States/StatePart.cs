using Actors.Gateway.Dialects.Components;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>A state, or the part of it in one cell: a window into its arrays, of which nothing is copied. Players are in ascending order of their ids.</summary>
internal readonly struct StatePart
{
    private readonly NativeState _state;
    private readonly ArraySegment<int>? _players;

    /// <summary>All of it.</summary>
    public StatePart(NativeState state)
    {
        _state = state;
        var frame = state.Frame;
        (Creatures, Items, Nodes, Projectiles) = (frame.Creatures, frame.Items, frame.Nodes, frame.Projectiles);
        IsWhole = true;
    }

    /// <param name="players">Indices into the state's players. Nodes are in no part.</param>
    public StatePart(NativeState state, ArraySegment<int> players, ArraySegment<CreatureView> creatures, ArraySegment<ItemView> items, ArraySegment<ProjectileView> projectiles)
    {
        _state = state;
        _players = players;
        (Creatures, Items, Nodes, Projectiles) = (creatures, items, [], projectiles);
    }

    public long Tick => _state.Frame.Tick;

    public int Players => _players?.Count ?? _state.Frame.Players.Length;

    public ArraySegment<CreatureView> Creatures { get; }

    public ArraySegment<ItemView> Items { get; }

    public int[] Nodes { get; }

    public ArraySegment<ProjectileView> Projectiles { get; }

    /// <summary>Whether the room itself and its nodes belong to it.</summary>
    public bool IsWhole { get; }

    /// <summary>The components of the whole state.</summary>
    public SharedComponents Components => _state.Components;

    /// <summary>An empty part, at the time of a state.</summary>
    public static StatePart Nothing(NativeState state) => new(state, default, default, default, default);

    public ref readonly PlayerView Player(int index) => ref _state.Frame.Players[At(index)];

    /// <summary>Millionths of a unit.</summary>
    public (long X, long Y) Place(int index) => (_state.X[At(index)], _state.Y[At(index)]);

    private int At(int index) => _players is { } some ? some[index] : index;
}
