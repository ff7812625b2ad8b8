using System.Diagnostics;
using Actors.World;

namespace Actors.Telemetry;

/// <summary>One span of a command's trace (<see cref="CommandTrace"/>), or nothing where the command is not traced. To dispose it ends it.</summary>
public readonly struct CommandSpan : IDisposable
{
    private readonly Activity? _activity;

    internal CommandSpan(Activity activity) => _activity = activity;

    /// <summary>False: nothing that is told to it costs anything.</summary>
    public bool IsTraced => _activity is not null;

    /// <summary>What a span on another node, or in another actor, names as its parent: W3C's <c>traceparent</c>. Null: nothing is traced.</summary>
    public string? TraceParent => _activity?.Id;

    /// <summary>A span below this one.</summary>
    /// <param name="at">When it began; default: now.</param>
    public CommandSpan Child(string name, DateTimeOffset at = default) => _activity is null ? default : CommandTrace.Start(name, _activity.Context, at: at);

    /// <summary>Nothing when the command is not traced.</summary>
    public void Tag(string name, object? value) => _activity?.SetTag(name, value);

    /// <summary>What came of the command: <c>done</c>, or the code of why not. What the rules refuse is no error of the server.</summary>
    public void Outcome(Reply? reply) => Outcome((reply as Rejected)?.Code ?? "done");

    /// <summary>Ends it with what came of the command.</summary>
    public void End(Reply? reply)
    {
        Outcome(reply);
        Dispose();
    }

    /// <summary>Ends it: the same command waits for its answer already, in a trace of its own.</summary>
    public void EndRepeated()
    {
        Outcome("repeated");
        Dispose();
    }

    /// <summary>Ends it without an answer: the client has gone, or was let go.</summary>
    public void Abandon()
    {
        Outcome("abandoned");
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_activity is null)
            return;
        // To stop one makes what was current before it the current one: whatever that was, it is not this turn's.
        var current = Activity.Current;
        _activity.Stop();
        Activity.Current = current;
    }

    private void Outcome(string outcome) => _activity?.SetTag("actors.outcome", outcome);
}
