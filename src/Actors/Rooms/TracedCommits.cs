using Actors.Storage;
using Actors.Telemetry;

namespace Actors.Rooms;

/// <summary>One span for each commit of a traced command: from the room's commit request until it knows the outcome. At most as many as a room may have pending commits.</summary>
internal sealed class TracedCommits
{
    private Queue<(long Number, CommandSpan Span)>? _open;

    /// <summary>The trace of the command that is being executed, the parent of all its commits; null: it is not traced.</summary>
    public string? Command { get; set; }

    public void Begin(long number)
    {
        if (CommandTrace.Start("commit", Command) is { IsTraced: true } span)
            (_open ??= new()).Enqueue((number, span));
    }

    /// <param name="number">This commit has ended, and all before it.</param>
    public void End(long number, CommitOutcome outcome)
    {
        while (_open is not null && _open.TryPeek(out var next) && next.Number <= number)
        {
            _open.Dequeue();
            next.Span.Tag("actors.outcome", outcome.ToString());
            next.Span.Dispose();
        }
    }

    /// <summary>The outcome of the open commits is not known, and will not be known here.</summary>
    public void Abandon()
    {
        while (_open?.TryDequeue(out var next) == true)
            next.Span.Abandon();
    }
}
