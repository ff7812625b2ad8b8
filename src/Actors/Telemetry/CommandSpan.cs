using System.Diagnostics;
using Actors.World;

namespace Actors.Telemetry;

/// <summary>One span of a command's trace (<see cref="CommandTrace"/>), or nothing where the command is not traced. Disposing ends it.</summary>
public readonly struct CommandSpan : IDisposable
{
    private readonly Activity? _activity;

    internal CommandSpan(Activity activity) => _activity = activity;

    /// <summary>False: all calls do nothing.</summary>
    public bool IsTraced => _activity is not null;

    /// <summary>The parent for a span on another node or in another actor, as W3C's <c>traceparent</c>. Null: the command is not traced.</summary>
    public string? TraceParent => _activity?.Id;

    /// <summary>A child of this span.</summary>
    /// <param name="at">When it began; default: now.</param>
    public CommandSpan Child(string name, DateTimeOffset at = default) => _activity is null ? default : CommandTrace.Start(name, _activity.Context, at: at);

    /// <summary>Adds a tag. Does nothing when the command is not traced.</summary>
    public void Tag(string name, object? value) => _activity?.SetTag(name, value);

    /// <summary>The outcome of the command: <c>done</c>, or the code of the refusal. A refusal by the rules is not an error of the server.</summary>
    public void Outcome(Reply? reply) => Outcome((reply as Rejected)?.Code ?? "done");

    /// <summary>Ends the span with the outcome of the command.</summary>
    public void End(Reply? reply)
    {
        Outcome(reply);
        Dispose();
    }

    /// <summary>Ends the span of a repeated command: its first occurrence has a trace of its own.</summary>
    public void EndRepeated()
    {
        Outcome("repeated");
        Dispose();
    }

    /// <summary>Ends the span without an answer: the client has left, or was disconnected.</summary>
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
        // Stopping an activity makes its predecessor the current one, and that does not belong to this turn.
        var current = Activity.Current;
        _activity.Stop();
        Activity.Current = current;
    }

    private void Outcome(string outcome) => _activity?.SetTag("actors.outcome", outcome);
}
