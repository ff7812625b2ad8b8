using Actors.Storage;
using Actors.World;

namespace Actors.Cluster.Engine;

/// <summary>
/// Messages for shards that have no owner just now, in their order, bounded in number and time. While any wait for a shard, later ones queue up behind them.
/// </summary>
internal sealed class WaitingRoom(ClusterOptions options, TimeProvider time, Action<RoomId, RoomMessage> refuse)
{
    private readonly record struct Waiting(RoomId Room, RoomMessage Message, long Since);

    private readonly Lock _lock = new();
    private readonly Queue<Waiting>?[] _queues = new Queue<Waiting>?[Shards.Count];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool HasAny(int shard) => Volatile.Read(ref _queues[shard]) is not null;

    public void Add(int shard, RoomId room, RoomMessage message)
    {
        lock (_lock)
        {
            if (_count < options.WaitingMessages)
            {
                _count++;
                var queue = _queues[shard];
                if (queue is null)
                    Volatile.Write(ref _queues[shard], queue = new Queue<Waiting>());
                queue.Enqueue(new Waiting(room, message, time.GetTimestamp()));
                return;
            }
        }
        ClusterMetrics.Instance.Refused();
        refuse(room, message);
    }

    /// <summary>Sends what waits for a shard, for as long as it can be sent. What is told meanwhile waits behind it.</summary>
    public void Flush(int shard, Func<RoomId, RoomMessage, bool> trySend)
    {
        if (!HasAny(shard))
            return;
        lock (_lock)
        {
            if (_queues[shard] is not { } queue)
                return;
            while (queue.TryPeek(out var next) && trySend(next.Room, next.Message))
            {
                queue.Dequeue();
                _count--;
            }
            if (queue.Count == 0)
                Volatile.Write(ref _queues[shard], null);
        }
    }

    /// <summary>Refuses those that have waited too long.</summary>
    public void Expire()
    {
        List<Waiting>? expired = null;
        lock (_lock)
        {
            for (var shard = 0; shard < _queues.Length && _count > 0; shard++)
            {
                if (_queues[shard] is not { } queue)
                    continue;
                while (queue.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since).TotalSeconds > options.WaitingSeconds)
                {
                    (expired ??= []).Add(queue.Dequeue());
                    _count--;
                }
                if (queue.Count == 0)
                    Volatile.Write(ref _queues[shard], null);
            }
        }
        foreach (var late in expired ?? [])
        {
            ClusterMetrics.Instance.Refused();
            refuse(late.Room, late.Message);
        }
    }
}
