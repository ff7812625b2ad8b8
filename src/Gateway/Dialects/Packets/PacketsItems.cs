using Actors.World;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>
/// These clients know items by numbers: a kind's place among all kinds of the world, which are the same on every node, in ordinal order of their ids.
/// </summary>
internal sealed class PacketsItems(WorldDefinition world)
{
    private const int Nothing = -1;

    private readonly string[] _kinds = [.. world.ItemKinds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>-1: bare hands.</summary>
    public int NumberOf(string? kind) => kind is not null && Array.BinarySearch(_kinds, kind, StringComparer.Ordinal) is >= 0 and var number ? number : Nothing;

    public string? KindOf(long number) => number >= 0 && number < _kinds.Length ? _kinds[number] : null;
}
