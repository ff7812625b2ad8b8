using System.Diagnostics;

namespace Actors.Telemetry;

/// <summary>
/// Traces of players' commands: <c>command</c>, from a message's arrival at the gateway until its answer is in the outbox, and below it <c>decode</c>, <c>apply</c> (the room carries it out),
/// <c>commit</c> (what it changed is on its way to the disk) and <c>answer</c>. Real-time input has no answer and no trace.
/// <para>
/// Many actors share a thread, and one command takes the turns of several actors. So no span is ever the current one: each gets its parent explicitly, as the W3C
/// <c>traceparent</c> that travels with the command. Without a listener nothing is allocated or written, and messages are not a byte longer.
/// </para>
/// </summary>
public static class CommandTrace
{
    /// <summary>By which a trace provider knows the activities of commands.</summary>
    public const string SourceName = "Actors.Commands";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Arrival of the message that this thread decodes.</summary>
    [ThreadStatic]
    private static DateTimeOffset _arrivedAt;

    /// <summary>A message has come, and is decoded by this thread until this is disposed.</summary>
    public static Arrival Arrive()
    {
        if (!Source.HasListeners())
            return default;
        // The machine's clock, not the world's: activities end by it.
        _arrivedAt = TimeProvider.System.GetUtcNow();
        return new Arrival(true);
    }

    /// <summary>The message was this command: its trace begins with the message's arrival. Nothing where nobody listens, or where the sampler leaves it out.</summary>
    /// <param name="dialect">That of the client.</param>
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

    /// <param name="traceParent">Of the span that it stands below; from another node perhaps, and then anything. Null: nothing is traced.</param>
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

    /// <summary>Begins when it is made.</summary>
    public readonly ref struct Arrival(bool isTimed)
    {
        /// <summary>The message is decoded.</summary>
        public void Dispose()
        {
            if (isTimed)
                _arrivedAt = default;
        }
    }
}
