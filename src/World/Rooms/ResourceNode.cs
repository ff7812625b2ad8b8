namespace Actors.World;

/// <summary>A place where a resource is gathered, and what is left of it. What rules remember of it are components.</summary>
public sealed class ResourceNode : ComponentOwner
{
    private readonly RoomState _room;
    private int _left;
    private long _respawnTick;

    internal ResourceNode(RoomState room, int index, NodeDefinition definition) => (_room, Index, Definition, _left) = (room, index, definition, definition.Amount);

    /// <summary>Its index in the room's content.</summary>
    public int Index { get; }

    /// <summary>Its definition in content.</summary>
    public NodeDefinition Definition { get; }

    /// <summary>The name in records. Cached, because they are written each time that somebody gathers.</summary>
    internal string Name => field ??= ContentMatch.NameOf(Definition);

    /// <summary>How many times it still yields; 0 is exhausted. Persisted. Setting it to more than 0 clears <see cref="RespawnTick"/>.</summary>
    public int Left
    {
        get => _left;
        set
        {
            _left = Math.Clamp(value, 0, Definition.Amount);
            if (_left > 0)
                _respawnTick = 0;
            _room.NodesChanged = _room.RoomDirty = true;
        }
    }

    /// <summary>When a rule makes it full again; 0: no rule has set this. Persisted.</summary>
    public long RespawnTick
    {
        get => _respawnTick;
        set
        {
            _respawnTick = Math.Max(0, value);
            _room.RoomDirty = true;
        }
    }

    private protected override RuleSet Registered => _room.RuleSet;

    private protected override ComponentBag? Content => Definition.Components?.Bag(_room.RuleSet);

    /// <summary>Restores it from its record.</summary>
    internal void Restore(int left, long respawnTick, ComponentBag? components) => (_left, _respawnTick, Bag) = (left, respawnTick, components);

    private protected override void Changed(ComponentType type) => _room.ComponentChanged(type, ownerIsRoom: true);
}
