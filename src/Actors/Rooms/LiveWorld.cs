using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// The world's current content, replaced whole when it is reloaded. It outlives ActorSystems, and any thread may read it. A caller that needs two values that belong together reads
/// <see cref="Current"/> once.
/// </summary>
public sealed class LiveWorld(WorldDefinition world)
{
    private volatile WorldDefinition _current = world;

    /// <summary>Immutable.</summary>
    public WorldDefinition Current => _current;

    /// <summary>A world that nobody reloads.</summary>
    public static implicit operator LiveWorld(WorldDefinition world) => new(world);

    internal void Replace(WorldDefinition next) => _current = next;
}
