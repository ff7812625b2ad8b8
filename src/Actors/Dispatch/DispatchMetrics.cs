using System.Diagnostics.Metrics;

namespace Actors.Dispatch;

/// <summary>
/// The meter <c>Actors.Dispatch</c>, one for the process. Depths are computed when they are observed, from the live queues; a message that is neither
/// dropped nor refused costs nothing here. Tags are names from the configuration and the classes of messages, so their number is bounded.
/// </summary>
internal sealed class DispatchMetrics
{
    public const string MeterName = "Actors.Dispatch";

    public static DispatchMetrics Instance { get; } = new();

    private static readonly KeyValuePair<string, object?> OnReader = new("thread", "reader");
    private static readonly KeyValuePair<string, object?> LeftToPool = new("thread", "pool");

    private readonly Meter _meter = new(MeterName);
    private readonly WeakSet<MailboxCensus> _mailboxes = new();
    private readonly WeakSet<TimerQueue> _timers = new();
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _failures;

    private DispatchMetrics()
    {
        _dropped = _meter.CreateCounter<long>("actors.dispatch.mailbox.dropped", "{message}", "Inputs that newer ones displaced from a full mailbox.");
        _refused = _meter.CreateCounter<long>("actors.dispatch.mailbox.refused", "{message}", "Requests that a full mailbox refused to their senders.");
        _turns = _meter.CreateCounter<long>("actors.dispatch.inline.turns", "{turn}", "Turns that became due in read batches, by the thread that had them.");
        _deadLetters = _meter.CreateCounter<long>("actors.dispatch.deadletters", "{message}", "Messages that no actor handled, by type and reason.");
        _restarts = _meter.CreateCounter<long>("actors.dispatch.restarts", "{restart}", "Restarts of actors, by class.");
        _failures = _meter.CreateCounter<long>("actors.dispatch.failures", "{failure}", "Exceptions that actors and their supervisors logged as errors.");
        _meter.CreateObservableUpDownCounter(
            "actors.dispatch.mailbox.depth", () => Census(static census => census.TotalDepth(), static (a, b) => a + b), "{message}", "Messages waiting in all mailboxes of a kind.");
        _meter.CreateObservableGauge(
            "actors.dispatch.mailbox.depth.max", () => Census(static census => census.MaxDepth(), Math.Max), "{message}", "Messages waiting in the fullest mailbox of a kind.");
        _meter.CreateObservableUpDownCounter(
            "actors.dispatch.mailboxes", () => Census(static census => census.Count, static (a, b) => a + b), "{mailbox}", "Mailboxes of actors that have not stopped.");
        _meter.CreateObservableUpDownCounter(
            "actors.dispatch.timers", () => _timers.Live().Sum(static timers => (long)timers.Count), "{timer}", "Scheduled messages and actions, those cancelled but not yet due among them.");
    }

    public void Add(MailboxCensus census) => _mailboxes.Add(census);

    public void Add(TimerQueue timers) => _timers.Add(timers);

    public void InputDropped(MailboxCensus census) => _dropped.Add(1, census.Tag);

    public void RequestRefused(MailboxCensus census) => _refused.Add(1, census.Tag);

    public void BatchEnded(int turnsHere, int left)
    {
        if (!_turns.Enabled)
            return;
        if (turnsHere > 0)
            _turns.Add(turnsHere, OnReader);
        if (left > 0)
            _turns.Add(left, LeftToPool);
    }

    public void DeadLetter(string message, string reason) =>
        _deadLetters.Add(1, new KeyValuePair<string, object?>("message", message), new KeyValuePair<string, object?>("reason", reason));

    public void Restarted(string actor) => _restarts.Add(1, new KeyValuePair<string, object?>("actor", actor));

    public void Failed(string exception) => _failures.Add(1, new KeyValuePair<string, object?>("exception", exception));

    /// <summary>One measurement per kind, even if several actor systems of the process have mailboxes of that kind.</summary>
    private IEnumerable<Measurement<long>> Census(Func<MailboxCensus, long> value, Func<long, long, long> combine) =>
        _mailboxes.Live()
            .GroupBy(static census => census.Kind, StringComparer.Ordinal)
            .Select(kind => new Measurement<long>(kind.Select(value).Aggregate(combine), kind.First().Tag));
}
