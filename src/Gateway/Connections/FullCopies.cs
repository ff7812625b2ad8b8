using System.Collections.Concurrent;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// Remembers which copies of overflowing rooms were full a moment ago. Without it each newcomer would ask all copies in turn, and a crowd of 10,000 in copies of 25 would
/// ask two million times. It is only a hint: a copy that it skips may have a free place again, so now and then one newcomer asks it for all. Thread-safe.
/// </summary>
internal sealed class FullCopies(TimeProvider time)
{
    /// <summary>How long a place that has become free may stay unnoticed.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    /// <summary>By room definition: when each copy may be asked again. There are as many entries as copies that have refused somebody.</summary>
    private readonly ConcurrentDictionary<string, List<long>> _rooms = new();

    /// <summary>The first copy that may have a place.</summary>
    /// <param name="after">Copies up to this number have refused the newcomer already.</param>
    public RoomId FirstToTry(RoomId room, int after = 0)
    {
        if (!_rooms.TryGetValue(room.Definition, out var copies))
            return room.WithInstance(after + 1);
        lock (copies)
        {
            var now = time.GetTimestamp();
            for (var i = after; i < copies.Count; i++)
            {
                if (now < copies[i])
                    continue;
                // Other newcomers skip this copy meanwhile and do not wait for this one's answer.
                copies[i] = Later(now);
                return room.WithInstance(i + 1);
            }
            return room.WithInstance(Math.Max(after, copies.Count) + 1);
        }
    }

    public void Refused(RoomId copy)
    {
        var copies = _rooms.GetOrAdd(copy.Definition, static _ => []);
        lock (copies)
        {
            var now = time.GetTimestamp();
            while (copies.Count < copy.Instance)
                copies.Add(now);
            copies[copy.Instance - 1] = Later(now);
        }
    }

    /// <summary>The copy has admitted somebody, so it may admit the next one as well.</summary>
    public void Entered(RoomId copy)
    {
        if (!_rooms.TryGetValue(copy.Definition, out var copies))
            return;
        lock (copies)
        {
            if (copy.Instance <= copies.Count)
                copies[copy.Instance - 1] = time.GetTimestamp();
        }
    }

    private long Later(long now) => now + (long)(Memory.TotalSeconds * time.TimestampFrequency);
}
