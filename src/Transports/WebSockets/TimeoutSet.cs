using System.Buffers;

namespace Actors.WebSockets;

/// <summary>All connections of a listener, including handshakes: eight bytes each, so that one timer can serve all.</summary>
internal sealed class TimeoutSet
{
    private const int PartSize = 256;

    private readonly Lock _gate = new();
    private ITimeoutTarget[] _items = new ITimeoutTarget[64];
    private int _count;
    private TaskCompletionSource? _whenEmpty;

    public int Count => Volatile.Read(ref _count);

    public void Add(ITimeoutTarget item)
    {
        lock (_gate)
        {
            if (_count == _items.Length)
                Array.Resize(ref _items, _count * 2);
            item.TimeoutIndex = _count;
            _items[_count++] = item;
        }
    }

    public void Remove(ITimeoutTarget item)
    {
        lock (_gate)
        {
            var index = item.TimeoutIndex;
            if (index < 0)
                return;
            var last = _items[--_count];
            _items[index] = last;
            last.TimeoutIndex = index;
            _items[_count] = null!;
            item.TimeoutIndex = -1;
            if (_count == 0)
                _whenEmpty?.TrySetResult();
        }
    }

    /// <summary>Replaces an item, so that the set is never empty in between.</summary>
    public void Replace(ITimeoutTarget old, ITimeoutTarget item)
    {
        lock (_gate)
        {
            item.TimeoutIndex = old.TimeoutIndex;
            old.TimeoutIndex = -1;
            _items[item.TimeoutIndex] = item;
        }
    }

    /// <summary>
    /// Calls the action for each item that is in the set now; others may be added or removed meanwhile, and for each that is removed another may be visited
    /// twice. It copies one part at a time, from the end, because the last item takes the place of a removed one. A copy of all would stay in the pool of each
    /// thread that ever made one.
    /// </summary>
    public void ForEach<TArgument>(Action<ITimeoutTarget, TArgument> action, TArgument argument)
    {
        var part = ArrayPool<ITimeoutTarget>.Shared.Rent(PartSize);
        for (var end = int.MaxValue; TryCopy(part, ref end, out var count);)
        {
            foreach (var item in part.AsSpan(0, count))
                action(item, argument);
        }
        ArrayPool<ITimeoutTarget>.Shared.Return(part, clearArray: true);
    }

    public Task WhenEmpty()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _whenEmpty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _whenEmpty.Task;
        }
    }

    /// <param name="end">Where the items begin that have been visited.</param>
    private bool TryCopy(ITimeoutTarget[] part, ref int end, out int count)
    {
        lock (_gate)
        {
            end = Math.Min(end, _count);
            count = Math.Min(end, part.Length);
            end -= count;
            _items.AsSpan(end, count).CopyTo(part);
            return count > 0;
        }
    }
}
