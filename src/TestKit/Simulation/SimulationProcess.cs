namespace Actors.TestKit.Simulation;

/// <summary>
/// A simulation owns its process: the clocks, the hash seeds and the only thread of the pool. So it runs in an executable of its own, whose Main calls <see cref="Prepare"/> before anything else
/// and whose runtimeconfig has ThreadPoolMinThreads and ThreadPoolMaxThreads of 1.
/// </summary>
public static class SimulationProcess
{
    /// <summary>Virtual time begins here, on every run.</summary>
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static bool _prepared;

    /// <summary>The platforms whose clock the kit knows how to take.</summary>
    public static bool IsSupported => RuntimeInternals.IsSupported;

    /// <summary>Makes this a process for simulations, for the rest of its life.</summary>
    public static void Prepare()
    {
        if (_prepared)
            return;
        if (!IsSupported)
            throw new PlatformNotSupportedException("Simulations run on Linux on x64: there the kit knows how to take the process's clock.");
        // The runtime measures this once, in a loop that waits for the Stopwatch to advance.
        _ = Thread.GetCurrentProcessorId();
        RuntimeInternals.FixHashSeeds();
        RuntimeInternals.TakeClocks();
        RuntimeInternals.SetClock((Epoch - DateTimeOffset.UnixEpoch).Ticks, 0);
        ThreadPool.GetMaxThreads(out var threads, out _);
        if (threads != 1)
            throw new InvalidOperationException($"The pool may have {threads} threads: set ThreadPoolMinThreads and ThreadPoolMaxThreads to 1, so that what Akka sends to the pool runs in an order.");
        _prepared = true;
    }

    internal static void MustBePrepared()
    {
        if (!_prepared)
            throw new InvalidOperationException("A simulation runs in a process of its own: call SimulationProcess.Prepare() first thing in its Main.");
    }
}
