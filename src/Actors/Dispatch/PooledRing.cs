using System.Buffers;

namespace Actors.Dispatch;

/// <summary>A ring in a rented array that doubles when it is full and goes back to the pool when it is empty: an idle mailbox holds no buffer.</summary>
internal struct PooledRing<T>
{
    private const int FirstSize = 16;

    private T[]? _items;
    private int _size; // a power of two; the array that the pool gave may be longer
    private int _head;
    private int _count;

    public readonly int Count => _count;

    public readonly bool HoldsArray => _items is not null;

    /// <summary>Only while the ring is not empty.</summary>
    public readonly ref readonly T First => ref _items![_head];

    public void AddLast(in T item)
    {
        MakeRoom();
        _items![(_head + _count++) & (_size - 1)] = item;
    }

    public void AddFirst(in T item)
    {
        MakeRoom();
        _head = (_head - 1) & (_size - 1);
        _items![_head] = item;
        _count++;
    }

    /// <summary>Only while the ring is not empty.</summary>
    public T TakeFirst()
    {
        var items = _items!;
        var item = items[_head];
        items[_head] = default!; // so that the pool's arrays keep no message alive
        _head = (_head + 1) & (_size - 1);
        if (--_count == 0)
        {
            _items = null;
            ArrayPool<T>.Shared.Return(items);
        }
        return item;
    }

    private void MakeRoom()
    {
        if (_items is null)
        {
            _items = ArrayPool<T>.Shared.Rent(FirstSize);
            _size = FirstSize;
            _head = 0;
            return;
        }
        if (_count < _size)
            return;
        var larger = ArrayPool<T>.Shared.Rent(_size * 2);
        Array.Copy(_items, _head, larger, 0, _size - _head);
        Array.Copy(_items, 0, larger, _size - _head, _head);
        Array.Clear(_items, 0, _size);
        ArrayPool<T>.Shared.Return(_items);
        _items = larger;
        _size *= 2;
        _head = 0;
    }
}
