using Actors.Rooms;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>
/// These clients know items by numbers: a kind's place among all kinds of the world, which are the same on every node, in ordinal order of their ids.
/// </summary>
internal sealed class PacketsItems(LiveWorld content)
{
    private const int Nothing = -1;

    private readonly PacketsNumbers _kinds = new(content, static world => world.ItemKinds.Keys);

    /// <summary>-1: bare hands.</summary>
    public int NumberOf(string? kind) => kind is null ? Nothing : _kinds.NumberOf(kind) ?? Nothing;

    public string? KindOf(long number) => _kinds.NameOf(number);
}
