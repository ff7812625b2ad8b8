using System.Globalization;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>The state with which a client that was cut off resumes.</summary>
/// <param name="ResumeToken">The newest token; the protocol has no message for it.</param>
/// <param name="FromEvent">The number of the first event that it has not seen.</param>
internal sealed record Recovery(string SocketId, string ResumeToken, long? FromEvent);

/// <summary>
/// The clients of Socket.IO that can resume, by their private ids: connected ones, and for the reconnect window those that were cut off. A client reports how far it has
/// followed by the offset, <c>room:number</c>: the number of the first event of that room that it has not got. Bounded: the oldest of those that were cut off are dropped.
/// </summary>
/// <param name="grace">The reconnect window; zero: nobody resumes.</param>
/// <param name="most">The limit of those that were cut off.</param>
internal sealed class Recoveries(TimeProvider time, TimeSpan grace, int most)
{
    /// <param name="Lease">The connection that it belongs to; of two connections with one private id the later one counts.</param>
    /// <param name="ResumeToken">Null: the client has not entered a room yet.</param>
    private sealed record Entry(string Lease, string SocketId, string? ResumeToken = null, RoomId Room = default, long? FromEvent = null);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<(string PrivateId, string Lease, long At)> _cutOff = new();

    public bool IsOn => grace > TimeSpan.Zero;

    public static string OffsetOf(RoomFrame frame) => string.Create(CultureInfo.InvariantCulture, $"{frame.Room.Value}:{frame.NextEvent}");

    /// <summary>A client has connected. A client that resumes can resume as before until it is in a room again.</summary>
    public void Begin(string privateId, string lease, string socketId)
    {
        lock (_gate)
            _entries[privateId] = _entries.TryGetValue(privateId, out var before) ? before with { Lease = lease, SocketId = socketId } : new Entry(lease, socketId);
    }

    /// <summary>The client is in a room, and has a new resume token. The token of a connection that is no longer known is of no use to anybody.</summary>
    public void Remember(string privateId, string lease, Entered entered)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(privateId, out var entry) && entry.Lease == lease)
                _entries[privateId] = entry with { ResumeToken = entered.ResumeToken, Room = entered.Room, FromEvent = entered.NextEvent };
        }
    }

    /// <summary>Its connection has ended.</summary>
    /// <param name="mayGoOn">It neither said goodbye nor was sent away.</param>
    public void Ended(string privateId, string lease, bool mayGoOn)
    {
        lock (_gate)
        {
            Forget_NeedsLock();
            if (!_entries.TryGetValue(privateId, out var entry) || entry.Lease != lease)
                return;
            if (mayGoOn && entry.ResumeToken is not null)
                _cutOff.Enqueue((privateId, lease, time.GetTimestamp()));
            else
                _entries.Remove(privateId);
            Forget_NeedsLock();
        }
    }

    /// <summary>Null: the client is not known, or no longer.</summary>
    public Recovery? Find(string privateId, string? offset)
    {
        lock (_gate)
        {
            Forget_NeedsLock();
            return _entries.GetValueOrDefault(privateId) is { ResumeToken: { } token } entry ? new Recovery(entry.SocketId, token, NumberOf(offset, entry.Room) ?? entry.FromEvent) : null;
        }
    }

    private void Forget_NeedsLock()
    {
        while (_cutOff.TryPeek(out var oldest) && (_cutOff.Count > most || time.GetElapsedTime(oldest.At) >= grace))
        {
            _cutOff.Dequeue();
            // Unless the client has reconnected meanwhile.
            if (_entries.TryGetValue(oldest.PrivateId, out var entry) && entry.Lease == oldest.Lease)
                _entries.Remove(oldest.PrivateId);
        }
    }

    /// <summary>Null: the offset is of another room, which the client had left.</summary>
    private static long? NumberOf(string? offset, RoomId room) =>
        offset?.LastIndexOf(':') is { } mark and > 0 && offset.AsSpan(0, mark).SequenceEqual(room.Value)
        && long.TryParse(offset.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
