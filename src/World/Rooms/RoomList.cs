using System.Collections;

namespace Actors.World;

/// <summary>A read-only list of things of one kind in a room. Enumerating it allocates nothing. It is a live view of the room: copy it before changing what it shows.</summary>
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

    /// <summary>A copy of the list as it is now.</summary>
    public T[] ToArray() => [.. _all];
}
