using System.Collections;

namespace Actors.World;

/// <summary>Things of one kind in a room, to be read. Walking through it allocates nothing. It shows the room as it is: copy it before changing what it shows.</summary>
public readonly struct RoomList<T> : IReadOnlyList<T>
{
    private readonly List<T> _all;

    internal RoomList(List<T> all) => _all = all;

    /// <inheritdoc/>
    public int Count => _all.Count;

    /// <inheritdoc/>
    public T this[int index] => _all[index];

    /// <inheritdoc cref="IEnumerable{T}.GetEnumerator"/>
    public List<T>.Enumerator GetEnumerator() => _all.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _all.GetEnumerator();

    /// <summary>The things as they are now.</summary>
    public T[] ToArray() => [.. _all];
}
