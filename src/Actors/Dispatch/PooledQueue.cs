using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Actors.Dispatch;

/// <summary>
/// A queue whose first item has a field of its own. The others are in a rented ring buffer, which doubles when it is full and returns to the pool when it is
/// empty. Reason: an idle mailbox holds no buffer, and a tick that puts one message into each of a hundred mailboxes rents none (the pool keeps only
/// a few arrays of each size and would allocate the rest).
/// </summary>
internal struct PooledQueue<T>
{
    private const int FirstSize = 16;

    private T? _single; // older than everything in the ring
    private T[]? _items;
    private int _size; // a power of two; the rented array may be longer
    private int _head;
    private int _inRing;
    private bool _hasSingle;

    public readonly int Count => _inRing + (_hasSingle ? 1 : 0);

    public readonly bool HoldsArray => _items is not null;

    /// <summary>Only while the queue is not empty.</summary>
    [UnscopedRef]
    public readonly ref readonly T First => ref _hasSingle ? ref _single! : ref _items![_head];

    public void AddLast(in T item)
    {
        if (Count == 0)
        {
            _single = item;
            _hasSingle = true;
            return;
        }
        MakeRoom();
        _items![(_head + _inRing++) & (_size - 1)] = item;
    }

    public void AddFirst(in T item)
    {
        if (_hasSingle)
        {
            MakeRoom();
            _head = (_head - 1) & (_size - 1);
            _items![_head] = _single!;
            _inRing++;
        }
        _single = item;
        _hasSingle = true;
    }

    /// <summary>Only while the queue is not empty.</summary>
    public T TakeFirst()
    {
        T item;
        if (_hasSingle)
        {
            item = _single!;
            _single = default;
            _hasSingle = false;
            return item;
        }
        var items = _items!;
        item = items[_head];
        items[_head] = default!; // so that the pool's arrays keep no message alive
        _head = (_head + 1) & (_size - 1);
        if (--_inRing == 0)
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
        if (_inRing < _size)
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
