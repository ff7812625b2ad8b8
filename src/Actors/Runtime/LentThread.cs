using System.Diagnostics;
using Actors.Runtime.Cells;

namespace Actors.Runtime;

/// <summary>
/// A thread that brings messages from outside, many at a time, and lends itself to the actors they are for: those that become due on it
/// between <see cref="Begin"/> and <see cref="End"/> have their turns within End, in the order in which they became due, and so have those whom
/// they tell something. To wake a thread of the pool for each would cost more than the turns do. What is not done within a millisecond is
/// left to the pool, so that the thread goes on with what it is there for.
/// </summary>
public sealed class LentThread
{
    private const int TurnsBetweenGlances = 16;
    private static readonly long MostTicks = Stopwatch.Frequency / 1000;

    [ThreadStatic]
    private static LentThread? _current;

    // No longer than the actors that are due: each stands in it once.
    private readonly Queue<ActorCell> _due = new();
    private readonly ThreadPoolRuntime _runtime;

    internal LentThread(ThreadPoolRuntime runtime) => _runtime = runtime;

    /// <summary>Called on the thread, and not within another's Begin and End.</summary>
    public void Begin() => _current = this;

    public void End()
    {
        var until = Stopwatch.GetTimestamp() + MostTicks;
        for (var turns = 1; _due.TryDequeue(out var cell); turns++)
        {
            _runtime.Run(cell);
            if (turns % TurnsBetweenGlances == 0 && Stopwatch.GetTimestamp() > until)
                break;
        }
        _current = null;
        while (_due.TryDequeue(out var left))
            _runtime.Schedule(left);
    }

    internal static bool TryTake(ActorCell cell)
    {
        if (_current is not { } lent || lent._runtime != cell.Runtime)
            return false;
        lent._due.Enqueue(cell);
        return true;
    }
}
