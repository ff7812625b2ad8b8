using Actors.Cluster;
using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// What a room says, in the order in which it is said, each thing held back until the commits before it are on disk. An answer
/// to a command that changed nothing waits too when an earlier command of the room is still being committed: answers keep their order,
/// and nobody is shown the effect of something that may yet fail.
/// </summary>
internal sealed class CommitLine(ICluster cluster)
{
    private readonly Queue<(long After, ConnectionAddress To, ConnectionMessage Message)> _answers = new();
    private readonly Queue<(long After, RoomMessage Message)> _again = new();
    private readonly List<(long After, RoomEvent Event)> _events = [];

    /// <summary>The number of the newest commit that was begun.</summary>
    public long Begun { get; private set; }

    /// <summary>The number of the newest commit that is on disk; all before it are too.</summary>
    public long Ended { get; private set; }

    public long Pending => Begun - Ended;

    public long Begin() => ++Begun;

    public void End(long number)
    {
        Ended = Math.Max(Ended, number);
        while (_answers.TryPeek(out var next) && next.After <= Ended)
        {
            _answers.Dequeue();
            cluster.Tell(next.To, next.Message);
        }
    }

    /// <summary>Those to whom something was to be said that now never will be.</summary>
    public IEnumerable<ConnectionAddress> Unheard => _answers.Select(static answer => answer.To).Distinct();

    public void Say(ConnectionAddress to, ConnectionMessage message)
    {
        if (_answers.Count == 0 && Pending == 0)
            cluster.Tell(to, message);
        else
            _answers.Enqueue((Begun, to, message));
    }

    public void Show(List<RoomEvent> events)
    {
        foreach (var happened in events)
            _events.Add((Begun, happened));
    }

    public bool HasEventsToShow => _events.Count > 0 && _events[0].After <= Ended;

    public bool HasEvents => _events.Count > 0;

    /// <summary>Takes the events that may be shown: those whose commits have ended.</summary>
    public RoomEvent[] TakeEvents()
    {
        var count = 0;
        while (count < _events.Count && _events[count].After <= Ended)
            count++;
        if (count == 0)
            return [];
        var taken = new RoomEvent[count];
        for (var i = 0; i < count; i++)
            taken[i] = _events[i].Event;
        _events.RemoveRange(0, count);
        return taken;
    }

    /// <summary>Puts a message aside until all that has begun is on disk: what it will read from the store must be there.</summary>
    public void Postpone(RoomMessage message) => _again.Enqueue((Begun, message));

    public bool TryTakePostponed(out RoomMessage? message, bool evenIfPending = false)
    {
        message = null;
        if (!_again.TryPeek(out var next) || (next.After > Ended && !evenIfPending))
            return false;
        message = _again.Dequeue().Message;
        return true;
    }
}
