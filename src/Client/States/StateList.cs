using System.Collections;

namespace Actors.Client;

/// <summary>A list that does not change. Iterating it with <c>foreach</c> does not allocate.</summary>
/// <typeparam name="T">The type of its items.</typeparam>
public readonly struct StateList<T> : IReadOnlyList<T>
{
    private readonly T[]? _items;

    internal StateList(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items?.Length ?? 0;

    /// <inheritdoc/>
    public T this[int index] => (_items ?? throw new ArgumentOutOfRangeException(nameof(index)))[index];

    /// <summary>Its items in order.</summary>
    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    internal ReadOnlySpan<T> AsSpan() => _items;

    internal void CopyTo(Span<T> to) => _items.AsSpan().CopyTo(to);

    /// <summary>Iterates over a list.</summary>
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _index;

        internal Enumerator(T[] items) => (_items, _index) = (items, -1);

        /// <summary>The current item.</summary>
        public readonly T Current => _items[_index];

        /// <summary>Moves to the next item; false if there is none.</summary>
        public bool MoveNext() => ++_index < _items.Length;
    }
}
