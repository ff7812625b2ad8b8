using Akka.Dispatch;

namespace Actors.TestKit.Simulation;

/// <summary>The loop's own thread: turns, timers, and giving way to what is on the pool.</summary>
public sealed partial class SimulationLoop
{
    /// <summary>
    /// Runs something that blocks until actors have answered, as the start of a system with remoting does: on a thread of its own, one turn at a time and only while that thread waits.
    /// </summary>
    internal T Boot<T>(Func<T> create, ulong chance)
    {
        T result = default!;
        Exception? failed = null;
        var kernelId = 0;
        var thread = new Thread(() =>
        {
            Volatile.Write(ref kernelId, RuntimeInternals.KernelThreadId());
            AkkaInternals.UseChance(new Random((int)Mixing.Mix(Seed ^ chance)));
            try
            {
                result = create();
            }
            catch (Exception exception)
            {
                failed = exception;
            }
        }) { IsBackground = true, Name = "boot" };
        var before = (Hash, Turns);
        // .NET shows a thread as waiting for a while after it has been woken; the kernel does not.
        var isAsleep = () => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0 && RuntimeInternals.Sleeps(Volatile.Read(ref kernelId));
        _booting = thread;
        thread.Start();
        while (!thread.Join(0))
        {
            if (isAsleep())
                Run(new Goal(NowTicks, Until: () => _isTurnTaken || !isAsleep()));
            else
                Thread.Yield();
        }
        _booting = null;
        Settle();
        Forget(before, chance);
        return failed is null ? result : throw new SimulationException($"The system did not start: {failed.Message}", failed);
    }

    /// <summary>
    /// What a boot leaves behind that no seed decides. The booting thread is woken within a turn and runs beside the rest of it, so the number of turns may differ by one or two; what has
    /// become of the system does not.
    /// </summary>
    private void Forget((ulong Hash, long Turns) before, ulong chance)
    {
        lock (_lock)
        {
            if (_due.Count > 0)
                throw new SimulationException("The system is not at rest after its start.\n" + Describe());
            (Hash, Turns) = (Mixing.Mix(before.Hash ^ chance), before.Turns);
            _identities.Clear();
            _chance = new Random((int)Mixing.Mix(Seed ^ ~chance));
            const long SequencesOfABoot = 1 << 20;
            _sequence = (_sequence / SequencesOfABoot + 1) * SequencesOfABoot;
            var timers = _timers.UnorderedItems.OrderBy(timer => timer.Priority.Due).ThenBy(timer => timer.Element.Node?.Name, StringComparer.Ordinal).ThenBy(timer => timer.Priority.Sequence).ToList();
            _timers.Clear();
            foreach (var (timer, priority) in timers)
            {
                var sequence = ++_sequence;
                _timers.Enqueue(timer, (priority.Due, priority.Rank == 0 ? 0 : Mixing.Mix(Seed ^ Mixing.Mix((ulong)sequence)), sequence));
            }
        }
    }

    private void Run(Goal goal)
    {
        if (Thread.CurrentThread.IsThreadPoolThread)
            throw new InvalidOperationException("The loop runs already: a turn cannot run it.");
        _goal = goal;
        _isTurnTaken = false;
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
                if (_goal.Until is { } until && until())
                    break;
                if (!Step(out _isTurnTaken))
                    break;
            }
        }
        catch (Exception exception)
        {
            _broken ??= exception;
        }
        _returned.Set();
    }

    private bool Step(out bool wasTurn)
    {
        wasTurn = false;
        DueTurn turn;
        LoopTimer? timer = null;
        lock (_lock)
        {
            if (_broken is not null)
                return false;
            if (_due.TryDequeue(out turn, out _))
                wasTurn = true;
            else if (_timers.TryPeek(out timer, out var when) && when.Due <= _goal.UntilTicks)
            {
                _timers.Dequeue();
                MoveTo(when.Due);
            }
            else
            {
                MoveTo(_goal.UntilTicks);
                return false;
            }
            if (Withheld(turn, timer))
            {
                wasTurn = false;
                return true;
            }
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
        timer.Fire();
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
        turn.Run.Run();
    }

    /// <summary>A node that stands still keeps what it would have done, a node that is dead does nothing any more.</summary>
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
