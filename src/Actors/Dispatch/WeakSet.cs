namespace Actors.Dispatch;

/// <summary>Objects that metrics observe without keeping them alive: an actor system that is dropped without being terminated is collected with its queues.</summary>
internal sealed class WeakSet<T>
    where T : class
{
    private readonly Lock _lock = new();
    private readonly List<WeakReference<T>> _items = [];

    public void Add(T item)
    {
        lock (_lock)
        {
            RemoveDead();
            _items.Add(new WeakReference<T>(item));
        }
    }

    public List<T> Live()
    {
        var live = new List<T>();
        lock (_lock)
        {
            RemoveDead();
            foreach (var reference in _items)
            {
                if (reference.TryGetTarget(out var item))
                    live.Add(item);
            }
        }
        return live;
    }

    private void RemoveDead() => _items.RemoveAll(static reference => !reference.TryGetTarget(out _));
}
