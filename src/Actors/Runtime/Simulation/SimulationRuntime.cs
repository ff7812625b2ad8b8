using Actors.Runtime.Cells;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>
/// Actors on one thread, in virtual time, in an order of turns that a seed decides: the same seed, the same run. A turn is one
/// message, so that every order that production could show is some seed's.
/// </summary>
public sealed class SimulationRuntime : ActorRuntime
{
    public SimulationRuntime(int seed, ILoggerFactory? loggers = null)
        : this(new SimulationLoop(seed), loggers)
    {
    }

    public SimulationRuntime(SimulationLoop loop, ILoggerFactory? loggers = null)
        : base(loop.Time, loggers)
    {
        Loop = loop;
    }

    /// <summary>What runs it, alone or with others.</summary>
    public SimulationLoop Loop { get; }

    /// <inheritdoc cref="SimulationLoop.RunUntilIdle"/>
    public int RunUntilIdle(int maxTurns = 10_000_000) => Loop.RunUntilIdle(maxTurns);

    /// <inheritdoc cref="SimulationLoop.Advance"/>
    public void Advance(TimeSpan by) => Loop.Advance(by);

    internal override void Schedule(ActorCell cell) => Loop.Add(cell);

    internal override void Run(ActorCell cell)
    {
        if (cell.RunTurn(budget: 1))
            Loop.Add(cell);
    }

    internal override void StartWork(IThreadPoolWorkItem work) => Loop.Add(work);

    internal override ITimer CreateTimer(TimerCallback due, object state) =>
        Time.CreateTimer(due, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Called from outside of a turn, nobody else would run it.</summary>
    private protected override void Pump()
    {
        if (!Loop.IsRunning)
            Loop.RunUntilIdle();
    }
}
