using Akka.Actor;
using Akka.Dispatch;

namespace Actors.TestKit.Simulation;

/// <summary>
/// One loop, one virtual clock, one seed; several actor systems run on it.
/// <para>
/// The loop's work runs on the process's only pool thread. So what Akka sends to the pool (the continuation of an Ask, of a PipeTo) cannot run beside a turn: the loop gives the thread
/// away while the pool has anything to do, and comes back behind it. Time moves only when nothing is due.
/// </para>
/// <para>
/// Which of the due mailboxes has the next turn follows from the seed, the mailbox's path and the number of its turn, and not from the order in which they became due.
/// </para>
/// </summary>
public sealed partial class SimulationLoop : IThreadPoolWorkItem
{
    private const int MaxTurnsAtOneInstant = 300_000;
    private static readonly TimeSpan MaxBoot = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxBlocking = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<DueTurn, (ulong Key, long Sequence)> _due = new();
    private readonly PriorityQueue<LoopTimer, (long Due, ulong Rank, long Sequence)> _timers = new();
    private readonly Dictionary<Mailbox, Identity> _identities = new(ReferenceEqualityComparer.Instance);
    private readonly TurnLog _turnLog = new();
    private readonly ManualResetEventSlim _returned = new();
    private Random _chance;
    private Goal _goal;
    private Exception? _broken;
    private BlockingThread? _booting;
    private LoopNode? _clockOf;
    private long _sequence;
    private int _turnsAtThisInstant;

    internal SimulationLoop(ulong seed)
    {
        SimulationProcess.MustBePrepared();
        Seed = seed;
        _chance = new Random((int)Mixing.Mix(seed));
        NowTicks = TimeSpan.TicksPerHour;
        Hash = Mixing.Mix(seed);
        Time = new LoopTimeProvider(this, node: null);
        AkkaInternals.ResetCounters();
        SetClock(null);
    }

    /// <summary>All randomness of the run comes from it.</summary>
    public ulong Seed { get; }

    /// <summary>Virtual time since the run began.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(NowTicks - TimeSpan.TicksPerHour);

    /// <summary>Virtual time as our own code takes it. Its timers run on the loop.</summary>
    public TimeProvider Time { get; }

    /// <summary>Turns that have been run so far.</summary>
    public long Turns { get; private set; }

    /// <summary>How often the pool had something to do between two turns.</summary>
    public long Escapes { get; private set; }

    /// <summary>A hash of everything that happened, in its order: equal hashes are equal runs.</summary>
    public ulong Hash { get; private set; }

    internal long NowTicks { get; private set; }

    internal TurnLog TurnLog => _turnLog;

    /// <summary>Whose turn or timer runs now, if it is a node's.</summary>
    internal LoopNode? Current { get; private set; }

    /// <summary>Says to which node an actor of this path belongs, where one system holds several nodes.</summary>
    internal Func<ActorPath, LoopNode?>? NodeOfPath { get; set; }

    /// <summary>All mailboxes that have had a turn on a node.</summary>
    internal IEnumerable<Mailbox> MailboxesOf(LoopNode node) => _identities.Where(pair => pair.Value.Node == node).Select(pair => pair.Key);

    /// <summary>Does something in the name of a node, within a turn.</summary>
    internal void As(LoopNode? node, Action action)
    {
        var former = Current;
        Current = node;
        action();
        Current = former;
    }

    /// <summary>Lets the systems run for a span of virtual time.</summary>
    public void RunFor(TimeSpan span) => Run(new Goal(NowTicks + span.Ticks, Until: null));

    /// <summary>Lets the systems run until a condition holds, which is checked on the loop's thread after every turn. Returns whether it came to hold within the span.</summary>
    public bool TryRunUntil(Func<bool> condition, TimeSpan within)
    {
        var holds = false;
        Run(new Goal(NowTicks + within.Ticks, () => holds = condition()));
        return holds;
    }

    /// <summary>Lets the systems run until a condition holds, and fails if it does not within the span.</summary>
    public void RunUntil(Func<bool> condition, TimeSpan within, string what)
    {
        if (!TryRunUntil(condition, within))
            throw new SimulationException($"Not within {within.TotalSeconds} s: {what}.\n{Describe()}");
    }

    /// <summary>Runs what is due at this instant.</summary>
    public void Settle() => RunFor(TimeSpan.Zero);

    /// <summary>Does something on the loop's thread, as a turn: a message that a test sends to an actor from elsewhere would come in an order that no seed decides.</summary>
    public void Do(Action action)
    {
        if (Thread.CurrentThread.IsThreadPoolThread)
        {
            action();
            return;
        }
        lock (_lock)
            Enqueue(new ActionTurn(action), node: null);
        Settle();
    }

    /// <summary>Does something on the loop and returns what it gives, when all that is due because of it has had its turns.</summary>
    public T Do<T>(Func<T> function)
    {
        T result = default!;
        Do(() => { result = function(); });
        return result;
    }

    /// <summary>Does something on the loop after a span of virtual time.</summary>
    public void After(TimeSpan delay, Action action) => At(NowTicks + delay.Ticks, action, node: null, inOrder: false);

    /// <summary>Adds to the hash, so that what a scenario sees is part of what must be equal.</summary>
    public void Note(string text) => Hash = Mixing.Mix(Hash ^ Mixing.Of(text) ^ (ulong)NowTicks);

    internal void Add(IRunnable run, LoopNode system)
    {
        lock (_lock)
        {
            var node = NodeOf(run, system);
            if (node.IsKilled)
                return;
            if (!Thread.CurrentThread.IsThreadPoolThread && _booting?.IsCurrent != true)
                _broken ??= new SimulationException($"{Who(run)} on {node.Name} was told something from a thread that is not the loop's. Use Do.");
            if (node.IsPaused)
                node.HeldTurns.Add(run);
            else
                Enqueue(run, node);
        }
    }

    /// <summary>In order: timers of one instant fire as they were set, which the bytes of a connection need. Otherwise the seed decides.</summary>
    internal LoopTimer At(long due, Action fire, LoopNode? node, bool inOrder)
    {
        lock (_lock)
        {
            var timer = new LoopTimer(node, fire);
            var sequence = ++_sequence;
            _timers.Enqueue(timer, (Math.Max(due, NowTicks), inOrder ? 0 : Mixing.Mix(Seed ^ Mixing.Mix((ulong)sequence)), sequence));
            return timer;
        }
    }

    internal void Pause(LoopNode node)
    {
        lock (_lock)
            node.IsPaused = true;
    }

    internal void Resume(LoopNode node)
    {
        lock (_lock)
        {
            node.IsPaused = false;
            foreach (var run in node.HeldTurns)
                Enqueue(run, node);
            foreach (var timer in node.HeldTimers)
                _timers.Enqueue(timer, (NowTicks, 0, ++_sequence));
            node.HeldTurns.Clear();
            node.HeldTimers.Clear();
        }
    }

    internal void Kill(LoopNode node)
    {
        lock (_lock)
        {
            node.KilledAtTicks ??= NowTicks;
            node.HeldTurns.Clear();
            node.HeldTimers.Clear();
        }
    }

    /// <summary>The state of the loop, for the message of a failure.</summary>
    public string Describe() => $"At {Elapsed}, turns {Turns}, due {_due.Count}, timers {_timers.Count}. Last turns:\n{_turnLog}";

    private void Enqueue(IRunnable run, LoopNode? node)
    {
        var sequence = ++_sequence;
        _due.Enqueue(new DueTurn(run, node), (KeyOf(run, sequence), sequence));
    }

    private ulong KeyOf(IRunnable run, long sequence)
    {
        if (run is not Mailbox mailbox)
            return Mixing.Mix(Seed ^ Mixing.Mix((ulong)sequence));
        ref var identity = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_identities, mailbox);
        identity.Turn++;
        return Mixing.Mix(Seed ^ Mixing.Mix(identity.Hash + identity.Turn));
    }

    /// <summary>The node whose turn this is: that of the system, or of the part of the system to which the actor belongs.</summary>
    private LoopNode NodeOf(IRunnable run, LoopNode system)
    {
        if (run is not Mailbox mailbox)
            return system;
        ref var identity = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_identities, mailbox, out var isKnown);
        if (!isKnown)
        {
            var path = AkkaInternals.PathOf(mailbox);
            var node = (AkkaInternals.ActorOf(mailbox) is { } actor ? NodeOfPath?.Invoke(actor.Path) : null) ?? system;
            identity = new Identity(path, Mixing.Of(path) ^ node.Hash, 0, node);
        }
        return identity.Node;
    }

    private string Who(IRunnable run) => run is Mailbox mailbox ? AkkaInternals.PathOf(mailbox) : run.GetType().Name;

    private void SetClock(LoopNode? node)
    {
        _clockOf = node;
        var local = node?.Local(NowTicks) ?? NowTicks;
        RuntimeInternals.SetClock((SimulationProcess.Epoch - DateTimeOffset.UnixEpoch).Ticks + local, local);
    }

    private readonly record struct DueTurn(IRunnable Run, LoopNode? Node);

    private record struct Identity(string Path, ulong Hash, ulong Turn, LoopNode Node);

    private readonly record struct Goal(long UntilTicks, Func<bool>? Until);

    private sealed class ActionTurn(Action action) : IRunnable
    {
        public void Run() => action();

        public void Execute() => action();
    }
}
