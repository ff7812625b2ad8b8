using Akka.Dispatch;

namespace Actors.TestKit.Simulation;

/// <summary>The loop's own thread: turns, timers, and giving way to what is on the pool.</summary>
public sealed partial class SimulationLoop
{
    /// <summary>
    /// Runs something that blocks until actors have answered, as the start of a system with remoting does: on a thread of its own, which never runs beside a turn or beside the pool.
    /// </summary>
    internal T Boot<T>(Func<T> create, ulong chance)
    {
        T result = default!;
        Exception? failed = null;
        var boot = new BlockingThread(() =>
        {
            AkkaInternals.UseChance(new Random((int)Mixing.Mix(Seed ^ chance)));
            try
            {
                result = create();
            }
            catch (Exception exception)
            {
                failed = exception;
            }
        });
        _booting = boot;
        Run(new Goal(NowTicks + MaxBoot.Ticks, Until: null));
        _booting = null;
        if (!boot.IsDone)
            throw new SimulationException($"What was started waits for something that did not come within {MaxBoot.TotalSeconds} s of virtual time.\n{Describe()}");
        Settle();
        return failed is null ? result : throw new SimulationException($"The start failed: {failed.Message}", failed);
    }

    private void Run(Goal goal)
    {
        if (Thread.CurrentThread.IsThreadPoolThread)
            throw new InvalidOperationException("The loop runs already: a turn cannot run it.");
        _goal = goal;
        _returned.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        if (!_returned.Wait(MaxBlocking) && !_returned.Wait(MaxBlocking))
            throw new SimulationException($"A turn blocks, or the run is endless: nothing came back for {2 * MaxBlocking.TotalSeconds} s of real time.\n{Describe()}");
        if (_broken is not null)
            throw new SimulationException(_broken.Message + "\n" + Describe(), _broken);
    }

    void IThreadPoolWorkItem.Execute()
    {
        // The pool may have replaced its thread by another.
        if (!AkkaInternals.UsesChance(_chance))
            AkkaInternals.UseChance(_chance);
        try
        {
            while (true)
            {
                if (ThreadPool.PendingWorkItemCount > 0)
                {
                    Escapes++;
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }
                if (_booting is { } boot && boot.GoOn())
                    break;
                // The thread that has run may have left something to the pool, and that comes before the next turn.
                if (_booting is not null && ThreadPool.PendingWorkItemCount > 0)
                    continue;
                if (_goal.Until is { } until && until())
                    break;
                if (!Step())
                    break;
            }
        }
        catch (Exception exception)
        {
            _broken ??= exception;
        }
        _returned.Set();
    }

    private bool Step()
    {
        DueTurn turn;
        LoopTimer? timer = null;
        lock (_lock)
        {
            if (_broken is not null)
                return false;
            if (!_due.TryDequeue(out turn, out _) && _timers.TryPeek(out timer, out var when) && when.Due <= _goal.UntilTicks)
            {
                _timers.Dequeue();
                MoveTo(when.Due);
            }
            else if (turn.Run is null)
            {
                MoveTo(_goal.UntilTicks);
                return false;
            }
            if (Withheld(turn, timer))
                return true;
        }
        if (timer is not null)
            Fire(timer);
        else
            Take(turn);
        return true;
    }

    private void Fire(LoopTimer timer)
    {
        if (timer.IsCancelled)
            return;
        CountTurn();
        if (_clockOf != timer.Node)
            SetClock(timer.Node);
        _turnLog.Add(Elapsed, timer.Node?.Name, "timer");
        Current = timer.Node;
        timer.Fire();
        Current = null;
    }

    private void Take(DueTurn turn)
    {
        Turns++;
        CountTurn();
        if (_clockOf != turn.Node)
            SetClock(turn.Node);
        if (turn.Run is Mailbox mailbox)
        {
            var identity = _identities[mailbox];
            Hash = Mixing.Mix(Hash ^ identity.Hash ^ (ulong)NowTicks);
            _turnLog.Add(Elapsed, turn.Node?.Name, identity.Path);
        }
        else
        {
            _turnLog.Add(Elapsed, turn.Node?.Name, "action");
        }
        Current = turn.Node;
        turn.Run.Run();
        Current = null;
    }

    /// <summary>A paused node keeps what it would have done; a dead node does nothing any more.</summary>
    private static bool Withheld(DueTurn turn, LoopTimer? timer)
    {
        if ((timer is null ? turn.Node : timer.Node) is not { } node || (!node.IsKilled && !node.IsPaused))
            return false;
        if (node.IsKilled)
            return true;
        if (timer is not null)
            node.HeldTimers.Add(timer);
        else
            node.HeldTurns.Add(turn.Run);
        return true;
    }

    private void MoveTo(long ticks)
    {
        if (ticks <= NowTicks)
            return;
        NowTicks = ticks;
        _turnsAtThisInstant = 0;
        SetClock(null);
    }

    private void CountTurn()
    {
        if (++_turnsAtThisInstant > MaxTurnsAtOneInstant)
            throw new SimulationException($"Never idle: {MaxTurnsAtOneInstant} turns and time has not moved.");
    }
}
