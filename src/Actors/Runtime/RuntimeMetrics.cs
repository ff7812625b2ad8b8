using System.Diagnostics.Metrics;
using Actors.Runtime.Cells;

namespace Actors.Runtime;

/// <summary>
/// The meter <c>Actors.Runtime</c>. Kinds of actors are the only tag that varies, and their number is bounded (<see cref="ActorKinds"/>).
/// Turns and messages are plain numbers of the kind, added once a turn and looked up, as depths are, when somebody asks: a message costs nothing here.
/// </summary>
internal sealed class RuntimeMetrics : IDisposable
{
    public const string MeterName = "Actors.Runtime";

    private readonly Meter _meter;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _failures;
    private long _pendingWork;
    private long _timers;

    /// <param name="kinds">The actors to look at.</param>
    /// <param name="scope">Tells one runtime's meter from another's in the same process.</param>
    public RuntimeMetrics(ActorKinds kinds, object scope)
    {
        _meter = new Meter(new MeterOptions(MeterName) { Scope = scope });
        _meter.CreateObservableCounter("actors.runtime.messages", kinds.Messages, "{message}", "Messages received by actors.");
        _meter.CreateObservableCounter("actors.runtime.turns", kinds.Turns, "{turn}", "Turns: batches of messages that an actor received in one go.");
        _drops = _meter.CreateCounter<long>(
            "actors.runtime.drops", "{message}", "Messages not received, by the policy that decided so (stopped: the actor was gone).");
        _failures = _meter.CreateCounter<long>("actors.runtime.failures", "{failure}", "Exceptions thrown by actors, by what followed.");
        TimersSkipped = _meter.CreateCounter<long>(
            "actors.runtime.timers.skipped", "{timer}", "Repeated timers that came due while the one before was still waiting.");
        _meter.CreateObservableUpDownCounter(
            "actors.runtime.alive", kinds.Alive, "{actor}", "Actors that have not stopped.");
        _meter.CreateObservableUpDownCounter(
            "actors.runtime.mailbox.depth", kinds.TotalDepth, "{message}", "Messages waiting in all mailboxes of a kind.");
        _meter.CreateObservableGauge(
            "actors.runtime.mailbox.depth.max", kinds.MaxDepth, "{message}", "Messages waiting in the fullest mailbox of a kind.");
        _meter.CreateObservableUpDownCounter(
            "actors.runtime.work.pending", () => Volatile.Read(ref _pendingWork), "{work}", "Asynchronous works begun and not ended.");
        _meter.CreateObservableUpDownCounter(
            "actors.runtime.timers", () => Volatile.Read(ref _timers), "{timer}", "Timers that actors hold.");
    }

    public Counter<long> TimersSkipped { get; }

    public void Dropped(ActorKind kind, string policy, int count = 1)
    {
        if (count > 0 && _drops.Enabled)
            _drops.Add(count, kind.Tag, new KeyValuePair<string, object?>("policy", policy));
    }

    public void Failed(ActorKind kind, string outcome)
    {
        if (_failures.Enabled)
            _failures.Add(1, kind.Tag, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void WorkBegan() => Interlocked.Increment(ref _pendingWork);

    public void WorkEnded() => Interlocked.Decrement(ref _pendingWork);

    public void TimerBegan() => Interlocked.Increment(ref _timers);

    public void TimerEnded() => Interlocked.Decrement(ref _timers);

    public void Dispose() => _meter.Dispose();
}
