using Actors.Runtime.Cells;

namespace Actors.Runtime;

/// <summary>
/// What runs a simulation: one thread, one virtual clock, and one seed that decides which of all that could run next does.
/// Several runtimes may stand on one loop, as the nodes of a simulated cluster do.
/// <para>
/// Asynchronous code stays on the loop because nothing else completes anything: its awaits come back here through a
/// synchronisation context, or, where code waits with <c>ConfigureAwait(false)</c>, go on inline in the timer or turn that
/// completed what they wait for (which the platform does only while no context is set; hence the context is set for
/// asynchronous work alone). Work that leaves the thread all the same, by <c>Task.Run</c> or real input and output, would
/// come back at a moment that no seed decides: that is noticed, and the run fails.
/// </para>
/// </summary>
public sealed class SimulationLoop
{
    private readonly List<IThreadPoolWorkItem> _runnable = [];
    private readonly Lock _lock = new();
    private readonly LoopContext _context;
    private readonly ManualTimeProvider _clock;
    private SeededChoice _choice;
    private Thread? _runner;
    private string? _stray;

    public SimulationLoop(int seed, ManualTimeProvider? clock = null)
    {
        Seed = seed;
        _choice = new SeededChoice((ulong)seed);
        _clock = clock ?? new ManualTimeProvider();
        _context = new LoopContext(this);
    }

    public int Seed { get; }

    /// <summary>The virtual clock: <c>Task.Delay(time, loop.Time)</c> waits on it.</summary>
    public TimeProvider Time => _clock;

    /// <summary>How long the simulation has lasted.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Whether the caller stands inside a turn or work of the simulation.</summary>
    internal bool IsRunning => _runner == Thread.CurrentThread;

    /// <summary>Runs all that can run without time going on, one turn of one message after another.</summary>
    /// <param name="maxTurns">More than these and it would not come to rest.</param>
    /// <returns>How many turns that took.</returns>
    /// <exception cref="InvalidOperationException">It does not come to rest, or something has left its thread.</exception>
    public int RunUntilIdle(int maxTurns = 10_000_000)
    {
        var turns = 0;
        Enter();
        try
        {
            do
            {
                while (TryChoose(out var next))
                {
                    if (++turns > maxTurns)
                        throw new InvalidOperationException($"Still busy after {maxTurns} turns (seed {Seed}).");
                    Execute(next);
                }
            }
            while (FireDue(_clock.Elapsed));
        }
        finally
        {
            _runner = null;
        }
        return _stray is null ? turns : throw new InvalidOperationException($"{_stray} (seed {Seed})");
    }

    /// <summary>
    /// Lets time go on, instant by instant: what comes due at one is fired, and all that follows from it is run before the next.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = _clock.Elapsed + by;
        RunUntilIdle();
        while (FireDue(until))
            RunUntilIdle();
        _clock.MoveTo(until);
    }

    /// <summary>Goes to the next instant at which anything is due, if there is one until then, and runs what follows.</summary>
    internal bool Step(TimeSpan until)
    {
        if (!FireDue(until))
            return false;
        RunUntilIdle();
        return true;
    }

    internal void Add(IThreadPoolWorkItem item)
    {
        lock (_lock)
        {
            if (_runner is not null && !IsRunning)
                _stray ??= "Something came from outside of the simulation's thread while it ran: work that used Task.Run or real input and output.";
            _runnable.Add(item);
        }
    }

    private void Enter()
    {
        lock (_lock)
        {
            if (_runner is not null)
                throw new InvalidOperationException("The simulation is running already; a turn cannot run others.");
            _runner = Thread.CurrentThread;
        }
    }

    private bool FireDue(TimeSpan until)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return _clock.FireNext(until);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private bool TryChoose(out IThreadPoolWorkItem next)
    {
        lock (_lock)
        {
            if (_runnable.Count == 0)
            {
                next = null!;
                return false;
            }
            var at = _choice.Next(_runnable.Count);
            next = _runnable[at];
            _runnable[at] = _runnable[^1];
            _runnable.RemoveAt(_runnable.Count - 1);
            return true;
        }
    }

    private void Execute(IThreadPoolWorkItem item)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(item is ActorCell or CancelWork ? null : _context);
        try
        {
            item.Execute();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class LoopContext(SimulationLoop loop) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => loop.Add(new Posted(d, state));

        public override void Send(SendOrPostCallback d, object? state) =>
            throw new NotSupportedException("Nothing waits in a simulation.");

        public override SynchronizationContext CreateCopy() => this;
    }

    private sealed class Posted(SendOrPostCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => callback(state);
    }
}
