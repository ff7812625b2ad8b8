using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Holds back what a room sends, in order, until the commits before it are on disk. The answer to a command that changed nothing waits too
/// while an earlier command of the room is still being committed: answers keep their order, and nobody sees the effect of something that
/// may still fail.
/// </summary>
/// <param name="self">The room.</param>
/// <param name="begun">The number of the newest commit of an earlier activation. A room's actor does not use numbers twice, so it recognizes a late answer to that activation.</param>
internal sealed class CommitGate(IActorRef self, long begun)
{
    private readonly Queue<(long After, IActorRef To, object Message)> _answers = new();
    private readonly Queue<(long After, JoinRoom Join, IActorRef Sender)> _postponed = new();
    private readonly List<(long After, RoomEvent Event)> _events = [];
    private readonly long _first = begun;

    /// <summary>The number of the newest commit that was begun.</summary>
    public long Begun { get; private set; } = begun;

    /// <summary>The number of the newest commit that is on disk; all before it are too.</summary>
    public long Ended { get; private set; } = begun;

    public long Pending => Begun - Ended;

    public long Begin() => ++Begun;

    /// <summary>False: the commit is of an earlier activation.</summary>
    public bool IsOwn(long number) => number > _first;

    public void End(long number)
    {
        Ended = Math.Max(Ended, number);
        while (_answers.TryPeek(out var next) && next.After <= Ended)
        {
            _answers.Dequeue();
            next.To.Tell(next.Message, self);
        }
    }

    /// <summary>Recipients of messages that will never be sent.</summary>
    public IEnumerable<IActorRef> UnsentRecipients => _answers.Select(static answer => answer.To).Where(to => !to.Equals(self)).Distinct();

    public void Send(IActorRef to, object message)
    {
        if (_answers.Count == 0 && Pending == 0)
            to.Tell(message, self);
        else
            _answers.Enqueue((Begun, to, message));
    }

    public void AddEvents(List<RoomEvent> events)
    {
        foreach (var happened in events)
            _events.Add((Begun, happened));
    }

    public bool HasReadyEvents => _events.Count > 0 && _events[0].After <= Ended;

    public bool HasEvents => _events.Count > 0;

    /// <summary>Events that have happened and have not been shown.</summary>
    public int EventCount => _events.Count;

    /// <summary>Takes the events whose commits have ended.</summary>
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

    /// <summary>Postpones a join until all commits that have begun are on disk: what it will read from the store must be there.</summary>
    public void Postpone(JoinRoom join, IActorRef sender) => _postponed.Enqueue((Begun, join, sender));

    public IEnumerable<PlayerId> PostponedPlayers => _postponed.Select(static postponed => postponed.Join.Player);

    /// <summary>Drops the postponed joins of a connection that has gone.</summary>
    public void ForgetPostponed(ConnectionId connection)
    {
        for (var left = _postponed.Count; left > 0; left--)
        {
            var postponed = _postponed.Dequeue();
            if (postponed.Join.Connection != connection)
                _postponed.Enqueue(postponed);
        }
    }

    public bool TryTakePostponed(out JoinRoom join, out IActorRef sender, bool evenIfPending = false)
    {
        (join, sender) = (null!, ActorRefs.Nobody);
        if (!_postponed.TryPeek(out var next) || (next.After > Ended && !evenIfPending))
            return false;
        (_, join, sender) = _postponed.Dequeue();
        return true;
    }
}
