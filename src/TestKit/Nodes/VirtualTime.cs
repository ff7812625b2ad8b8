using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.TestKit;

/// <summary>
/// An ActorSystem's turns and timers on the thread of a test, in virtual time: everything happens within <see cref="Advance"/>, in the order in which it became due.
/// Actors of one process, with a store that answers at once or by this clock, need no other thread, so the same test runs the same way each time. For clusters there
/// is the seeded simulation of docs/testing.md.
/// </summary>
public sealed class VirtualTime : IDisposable
{
    private const string IdPath = "actors.testkit.virtual-time";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<string, VirtualTime> ById = new();

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly ConcurrentQueue<IRunnable> _due = new();

    /// <summary>Time that stands still until it is advanced, and a place for what runs on it.</summary>
    public VirtualTime() => ById[_id] = this;

    /// <summary>Moves with <see cref="Advance"/>.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>The configuration of an ActorSystem that runs in this time. It must come before all other configuration.</summary>
    public Config Config
    {
        get
        {
            const string Executor = "executor = \"Actors.TestKit.VirtualExecutorConfigurator, Actors.TestKit\"";
            return ConfigurationFactory.ParseString($$"""
                {{IdPath}} = "{{_id}}"
                akka.scheduler.implementation = "Actors.TestKit.VirtualScheduler, Actors.TestKit"
                akka.loggers = []
                akka.stdout-loglevel = OFF
                akka.loglevel = OFF
                akka.actor.default-dispatcher { {{Executor}} }
                akka.actor.internal-dispatcher { {{Executor}} }
                akka.actor.default-blocking-io-dispatcher { {{Executor}} }
                akka.stream.materializer.dispatcher = "akka.actor.default-dispatcher"
                actors.inline-dispatcher { {{Executor}} }
                """);
        }
    }

    /// <summary>Runs what is due now.</summary>
    public void RunUntilIdle() => Advance(TimeSpan.Zero);

    /// <summary>Lets time pass, and runs all that is due in it, each at its own time.</summary>
    public void Advance(TimeSpan span)
    {
        var context = Leave();
        try
        {
            var until = Time.Elapsed + span;
            RunDue();
            while (Time.FireNext(until))
                RunDue();
            Time.MoveTo(until);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Runs what is due until the work has completed, without letting time pass: for what Akka does on threads of the pool as well, at the start and the end of an ActorSystem.</summary>
    /// <exception cref="TimeoutException">It has not within a minute of real time.</exception>
    public T Complete<T>(Func<Task<T>> begin)
    {
        var context = Leave();
        try
        {
            var work = begin();
            for (var begun = Stopwatch.GetTimestamp(); !work.IsCompleted;)
            {
                RunDue();
                if (Stopwatch.GetElapsedTime(begun) > Patience)
                    throw new TimeoutException("It has not completed, and nothing more is due.");
                Thread.Yield();
            }
            return work.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Actor systems on this time must have ended.</summary>
    public void Dispose() => ById.TryRemove(_id, out _);

    internal static VirtualTime Of(Config config) => ById[config.GetString(IdPath)];

    internal void Enqueue(IRunnable turn) => _due.Enqueue(turn);

    /// <summary>
    /// The test's own context would have continuations of what actors wait for sent to it, instead of run here; and a caller that waits for them here would wait for
    /// itself.
    /// </summary>
    private static SynchronizationContext? Leave()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        return context;
    }

    private void RunDue()
    {
        while (_due.TryDequeue(out var turn))
            turn.Run();
    }
}

/// <summary>Gives every turn to the <see cref="VirtualTime"/> of its ActorSystem.</summary>
public sealed class VirtualExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    /// <inheritdoc/>
    public override ExecutorService Produce(string id) => new VirtualExecutor(id, VirtualTime.Of(Prerequisites.Settings.Config));

    private sealed class VirtualExecutor(string id, VirtualTime time) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => time.Enqueue(run);

        public override void Shutdown()
        {
            // It has no thread.
        }
    }
}

/// <summary>Akka's scheduler on a clock that a test moves.</summary>
public sealed class VirtualScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>As Akka makes it, from the settings of <see cref="VirtualTime.Config"/>.</summary>
    public VirtualScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
        _time = VirtualTime.Of(config).Time;
        _start = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    /// <summary>What is still scheduled is dropped.</summary>
    public void Dispose()
    {
        // What was scheduled goes with the clock.
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Start(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Start(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Start(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Start(delay, Timeout.InfiniteTimeSpan, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) => Start(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => Start(initialDelay, interval, action.Run, cancelable);

    private void Start(TimeSpan delay, TimeSpan period, Action action, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true })
            return;
        var timer = _time.CreateTimer(
            _ =>
            {
                if (cancelable is not { IsCancellationRequested: true })
                    action();
            },
            null,
            delay,
            period);
        cancelable?.Token.UnsafeRegister(static timer => ((ITimer)timer!).Dispose(), timer);
    }
}
