using Actors.Runtime.Cells;
using Actors.Runtime.Timers;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>How the production runtime shares the machine among its actors.</summary>
public sealed record ThreadPoolRuntimeOptions
{
    /// <summary>Messages an actor receives before it lets others have its thread; 1 to 10,000.</summary>
    public int MessagesPerTurn { get; init; } = 64;

    /// <summary>How late a timer may be; also how often the runtime wakes at most when timers are due. 1 ms to 1 s.</summary>
    public TimeSpan TimerResolution { get; init; } = TimeSpan.FromMilliseconds(1);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MessagesPerTurn, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MessagesPerTurn, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(TimerResolution, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TimerResolution, TimeSpan.FromSeconds(1));
    }
}

/// <summary>
/// Actors on the thread pool. The cell is the work item, so a turn allocates nothing; due actors stand in the pool's global
/// queue, so they have their turns in the order in which they became due, and one that is flooded stands at the back of it
/// again after each turn.
/// </summary>
public sealed class ThreadPoolRuntime : ActorRuntime
{
    private readonly int _messagesPerTurn;
    private readonly TimingWheel _wheel;

    public ThreadPoolRuntime(ThreadPoolRuntimeOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
        : base(time ?? TimeProvider.System, loggers)
    {
        options ??= new ThreadPoolRuntimeOptions();
        options.Validate();
        _messagesPerTurn = options.MessagesPerTurn;
        _wheel = new TimingWheel(Time, options.TimerResolution);
    }

    /// <summary>See <see cref="LentThread"/>.</summary>
    public LentThread Lend() => new(this);

    internal override void Schedule(ActorCell cell)
    {
        if (!LentThread.TryTake(cell))
            ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: false);
    }

    internal override void Run(ActorCell cell)
    {
        if (cell.RunTurn(_messagesPerTurn))
            Schedule(cell);
    }

    internal override void StartWork(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    internal override ITimer CreateTimer(TimerCallback due, object state) => _wheel.CreateTimer(due, state);

    private protected override void DisposeCore() => _wheel.Dispose();
}
