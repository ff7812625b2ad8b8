using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// The world's content as it is just now: replaced whole when it is reloaded. It outlives ActorSystems, and may be read from any thread; who needs two things of it that belong together takes
/// <see cref="Current"/> once.
/// </summary>
public sealed class LiveWorld(WorldDefinition world)
{
    private volatile WorldDefinition _current = world;

    /// <summary>Never changes itself.</summary>
    public WorldDefinition Current => _current;

    /// <summary>A world that nobody reloads.</summary>
    public static implicit operator LiveWorld(WorldDefinition world) => new(world);

    internal void Replace(WorldDefinition next) => _current = next;
}
