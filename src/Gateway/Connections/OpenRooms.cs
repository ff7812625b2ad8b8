using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// The lists of open rooms that clients ask for. Everybody who asks the same within a second gets the same list, so a lobby full of players costs the store one query a
/// second for each different question.
/// </summary>
public sealed class OpenRooms(IWorldStore store, TimeProvider time)
{
    /// <summary>How many different questions are remembered; when there are more, all are forgotten.</summary>
    public const int MaxQuestions = 256;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<RoomQuery, (Task<IReadOnlyList<ListedRoom>> Rooms, long Since)> _known = [];

    /// <summary>As the store has them, or had them less than a second ago.</summary>
    public Task<IReadOnlyList<ListedRoom>> ListAsync(RoomQuery query)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(query, out var known) && !known.Rooms.IsFaulted && time.GetElapsedTime(known.Since) < KeptFor)
                return known.Rooms;
            if (_known.Count >= MaxQuestions)
                _known.Clear();
            var rooms = store.ListRoomsAsync(query, CancellationToken.None);
            _known[query] = (rooms, time.GetTimestamp());
            return rooms;
        }
    }
}
