using Actors.World;

namespace Actors.Storage;

/// <param name="Removed">Deleted rows of rooms whose instance had ended, and in which no player was stored any more.</param>
/// <param name="Silent">Entries of open instances that have not been heard of for a while. They have to be asked who is there, so that empty ones end.</param>
public sealed record InstancesSwept(int Removed, IReadOnlyList<RoomId> Silent)
{
    /// <summary>Nothing was due.</summary>
    public static InstancesSwept None { get; } = new(0, []);
}
