using Actors.Runtime.Cells;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>
/// Actors on one thread, in virtual time, in an order of turns that a seed decides: the same seed, the same run. A turn is one
/// message, so that every order that production could show is some seed's.
/// </summary>
public sealed class SimulationRuntime : ActorRuntime
{
    private List<IThreadPoolWorkItem>? _parked;

    public SimulationRuntime(int seed, ILoggerFactory? loggers = null)
        : this(new SimulationLoop(seed), loggers)
    {
    }

    public SimulationRuntime(SimulationLoop loop, ILoggerFactory? loggers = null)
        : this(loop, loop.Time, loggers)
    {
    }

    /// <param name="time">The clock that these actors see, when it is not the loop's own: one that runs fast or slow.</param>
    public SimulationRuntime(SimulationLoop loop, TimeProvider time, ILoggerFactory? loggers = null)
        : base(time, loggers)
    {
        Loop = loop;
    }

    /// <summary>What runs it, alone or with others.</summary>
    public SimulationLoop Loop { get; }

    /// <summary>While true no actor of this runtime gets a turn, as if its process had been stopped; what comes for them waits.</summary>
    public bool IsPaused
    {
        get => _parked is not null;
        set
        {
            if (value)
            {
                _parked ??= [];
            }
            else if (_parked is { } parked)
            {
                _parked = null;
                foreach (var item in parked)
                    Loop.Add(item);
            }
        }
    }

    /// <inheritdoc cref="SimulationLoop.RunUntilIdle"/>
    public int RunUntilIdle(int maxTurns = 10_000_000) => Loop.RunUntilIdle(maxTurns);

    /// <inheritdoc cref="SimulationLoop.Advance"/>
    public void Advance(TimeSpan by) => Loop.Advance(by);

    internal override void Schedule(ActorCell cell) => Add(cell);

    internal override void Run(ActorCell cell)
    {
        if (_parked is not null)
            _parked.Add(cell);
        else if (cell.RunTurn(budget: 1))
            Loop.Add(cell);
    }

    internal override void StartWork(IThreadPoolWorkItem work) => Add(work);

    internal override ITimer CreateTimer(TimerCallback due, object state) =>
        Time.CreateTimer(due, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Called from outside of a turn, nobody else would run it.</summary>
    private protected override void Pump()
    {
        if (!Loop.IsRunning)
            Loop.RunUntilIdle();
    }

    private void Add(IThreadPoolWorkItem item)
    {
        if (_parked is not null)
            _parked.Add(item);
        else
            Loop.Add(item);
    }
}
