using System.Diagnostics;

namespace Actors.Telemetry;

/// <summary>
/// Traces of players' commands: <c>command</c>, from a message's arrival at the gateway until its answer is in the outbox, with the children <c>decode</c>, <c>apply</c> (the room executes it),
/// <c>commit</c> (its changes are being written to disk) and <c>answer</c>. Real-time input has no answer and no trace.
/// <para>
/// Many actors share a thread, and one command takes the turns of several actors. So no span is ever the current one: each gets its parent explicitly, as the W3C
/// <c>traceparent</c> that travels with the command. Without a listener nothing is allocated or written, and messages are not a byte longer.
/// </para>
/// </summary>
public static class CommandTrace
{
    /// <summary>The name by which a trace provider subscribes to the activities of commands.</summary>
    public const string SourceName = "Actors.Commands";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>When the message that this thread is decoding arrived.</summary>
    [ThreadStatic]
    private static DateTimeOffset _arrivedAt;

    /// <summary>Call when a message has arrived. This thread decodes it until the result is disposed.</summary>
    public static Arrival Arrive()
    {
        if (!Source.HasListeners())
            return default;
        // The machine's clock, not the world's, because activities take their end from it.
        _arrivedAt = TimeProvider.System.GetUtcNow();
        return new Arrival(true);
    }

    /// <summary>Starts the trace of the command that was decoded, from the arrival of its message. Does nothing when nobody listens, or when the sampler skips it.</summary>
    /// <param name="dialect">The client's dialect.</param>
    public static CommandSpan Begin(object command, string dialect)
    {
        if (!Source.HasListeners())
            return default;
        var arrivedAt = _arrivedAt == default ? TimeProvider.System.GetUtcNow() : _arrivedAt;
        var span = Start("command", default, ActivityKind.Server, arrivedAt);
        span.Tag("actors.command", command.GetType().Name);
        span.Tag("actors.dialect", dialect);
        span.Child("decode", arrivedAt).Dispose();
        return span;
    }

    /// <param name="traceParent">The parent span's. It may come from another node, and then it may be anything. Null: the command is not traced.</param>
    public static CommandSpan Start(string name, string? traceParent) =>
        traceParent is not null && Source.HasListeners() && ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent) ? Start(name, parent) : default;

    internal static CommandSpan Start(string name, ActivityContext parent, ActivityKind kind = ActivityKind.Internal, DateTimeOffset at = default)
    {
        var current = Activity.Current;
        Activity.Current = null;
        var activity = Source.StartActivity(name, kind, parent, startTime: at);
        Activity.Current = current;
        return activity is { Recorded: true } ? new CommandSpan(activity) : default;
    }

    /// <summary>The time during which this thread decodes a message. It begins with its creation.</summary>
    public readonly ref struct Arrival(bool isTimed)
    {
        /// <summary>Call when the message is decoded.</summary>
        public void Dispose()
        {
            if (isTimed)
                _arrivedAt = default;
        }
    }
}
