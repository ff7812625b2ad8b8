using Actors.World;

namespace Actors.Storage;

/// <param name="Removed">Rows of rooms whose instance had ended, and that nobody was stored in any more.</param>
/// <param name="Silent">Entries of open instances of which nothing was heard for a while: they are to be asked who is there, so that those that are empty end.</param>
public sealed record InstancesSwept(int Removed, IReadOnlyList<RoomId> Silent)
{
    /// <summary>Nothing was due.</summary>
    public static InstancesSwept None { get; } = new(0, []);
}
