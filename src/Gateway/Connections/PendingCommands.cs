using Actors.Telemetry;
using Actors.World;

namespace Actors.Gateway.Connections;

internal enum AskOutcome
{
    Added,
    TooMany,

    /// <summary>The client has asked this before and will get its answer, or has had it.</summary>
    AlreadyAsked,
}

/// <summary>
/// The commands of one connection that wait for their answers, in the order in which they were asked. They are answered in that order: if an older command or its answer
/// was lost on its way, later answers wait until it has been sent again and answered.
/// </summary>
internal sealed class PendingCommands(int capacity)
{
    private readonly List<(long Id, Command? Command, CommandSpan Trace, Reply? Reply)> _waiting = [];
    private long _newest;

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Commands without an answer.</summary>
    public IEnumerable<(long Id, Command Command, CommandSpan Trace)> All =>
        _waiting.Where(static asked => asked.Reply is null).Select(static asked => (asked.Id, asked.Command!, asked.Trace)).ToArray();

    /// <summary>Ids up to this one have taken effect in an earlier session.</summary>
    public void StartAfter(long lastCommand) => _newest = Math.Max(_newest, lastCommand);

    /// <param name="trace">Ended by whoever takes the answer.</param>
    public AskOutcome TryAdd(Command command, long? requestedId, out long id, CommandSpan trace = default)
    {
        id = requestedId ?? _newest + 1;
        if (_waiting.Count(static asked => asked.Command is not null) >= capacity)
            return AskOutcome.TooMany;
        var asked = id;
        if (_waiting.Exists(waiting => waiting.Id == asked))
            return AskOutcome.AlreadyAsked;
        // An older id comes from a client that repeats a command after it came back; the room knows whether it was executed.
        _newest = Math.Max(_newest, id);
        _waiting.Add((id, command, trace, null));
        return AskOutcome.Added;
    }

    /// <summary>A line that is not a command queues behind the pending commands, so that answers come in the order of the requests.</summary>
    /// <returns>False: the queue is full.</returns>
    public bool TryAddAnswered(long id, Rejected why)
    {
        if (_waiting.Count >= capacity * 4)
            return false;
        _waiting.Add((id, null, default, why));
        return true;
    }

    /// <returns>False: no such command is pending, or it has been answered already.</returns>
    public bool TryAnswer(long id, Reply reply)
    {
        var at = _waiting.FindIndex(asked => asked.Reply is null && asked.Id == id);
        if (at < 0)
            return false;
        _waiting[at] = _waiting[at] with { Reply = reply };
        return true;
    }

    /// <summary>The client has disconnected: nobody gets the queued answers.</summary>
    public void AbandonTraces()
    {
        foreach (var asked in _waiting)
            asked.Trace.Abandon();
    }

    /// <summary>The answers whose turn has come; a line that was not a command has no command.</summary>
    public IEnumerable<(long Id, Command? Command, CommandSpan Trace, Reply Reply)> TakeAnswered()
    {
        while (_waiting.Count > 0 && _waiting[0] is { Reply: { } reply } first)
        {
            _waiting.RemoveAt(0);
            yield return (first.Id, first.Command, first.Trace, reply);
        }
    }
}
