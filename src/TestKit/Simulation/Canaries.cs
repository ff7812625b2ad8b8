using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Util;

namespace Actors.TestKit.Simulation;

/// <summary>
/// One check for each thing inside Akka and .NET that the simulation relies on. An upgrade that changes one of them fails its canary, with a sentence that says what
/// has changed. They run in a process of the simulation: <c>SimulationHost canaries</c>.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The canary asks whether the process's own clock is the virtual one.")]
internal static class Canaries
{
    private static readonly Dictionary<string, Func<string?>> All = new()
    {
        ["DateTime.UtcNow"] = UtcNow,
        ["Stopwatch"] = Stopwatches,
        ["string-hashes"] = StringHashes,
        ["pool"] = Pool,
        ["MonotonicClock"] = Monotonic,
        ["ThreadLocalRandom"] = Chance,
        ["name-counters"] = Counters,
        ["mailbox-path"] = MailboxPath,
        ["watchers"] = Watchers,
    };

    public static int Run(TextWriter output)
    {
        foreach (var (name, check) in All)
            output.WriteLine($"canary {name} {Try(check)}");
        return 0;
    }

    private static string Try(Func<string?> check)
    {
        try
        {
            return check() is { } why ? "FAILED " + why : "ok";
        }
        catch (Exception exception)
        {
            return "FAILED " + exception.ToString().ReplaceLineEndings(" ");
        }
    }

    private static string? UtcNow()
    {
        using var run = new SimulationRun(1);
        run.Loop.RunFor(TimeSpan.FromSeconds(90));
        var is_ = DateTime.UtcNow;
        var expected = SimulationProcess.Epoch.UtcDateTime.AddHours(1).AddSeconds(90);
        return is_ == expected ? null : $".NET's DateTime.UtcNow is {is_:O} and not {expected:O}: it no longer ends in SystemNative_GetSystemTimeAsTicks (RuntimeInternals.TakeClocks)";
    }

    private static string? Stopwatches()
    {
        using var run = new SimulationRun(1);
        var began = Stopwatch.GetTimestamp();
        run.Loop.RunFor(TimeSpan.FromSeconds(90));
        var took = Stopwatch.GetElapsedTime(began);
        return took == TimeSpan.FromSeconds(90) ? null : $".NET's Stopwatch shows {took} and not 90 s: it no longer ends in SystemNative_GetTimestamp (RuntimeInternals.TakeClocks)";
    }

    private static string? StringHashes() =>
        ("abc".GetHashCode(StringComparison.Ordinal), HashCode.Combine(1, 2)) is (KnownStringHash, KnownCombined) ? null
            : $"the hash codes are {"abc".GetHashCode(StringComparison.Ordinal)} and {HashCode.Combine(1, 2)}: .NET hashes otherwise, or its seeds have moved (RuntimeInternals.FixHashSeeds). If "
                + "two processes agree on these, correct the expected values";

    private static string? Pool()
    {
        ThreadPool.GetMaxThreads(out var threads, out _);
        return threads == 1 ? null : $"the pool has {threads} threads";
    }

    private static string? Monotonic()
    {
        using var run = new SimulationRun(1);
        var before = AkkaInternals.MonotonicMilliseconds();
        run.Loop.RunFor(TimeSpan.FromSeconds(90));
        var took = AkkaInternals.MonotonicMilliseconds() - before;
        return took == 90_000 ? null : $"Akka's MonotonicClock went {took} ms in 90 s: it no longer reads a Stopwatch";
    }

    private static string? Chance()
    {
        var random = new Random(1);
        AkkaInternals.UseChance(random);
        return ReferenceEquals(ThreadLocalRandom.Current, random) ? null : "Akka's ThreadLocalRandom does not take the generator that it is given (AkkaInternals.UseChance)";
    }

    private static string? Counters()
    {
        var missing = KnownCounters.Except(AkkaInternals.CounterNames).ToList();
        return missing.Count == 0 ? null
            : $"Akka's assemblies have no counters {string.Join(", ", missing)}, only {string.Join(", ", AkkaInternals.CounterNames)}: names that end in a number would go on from run to run "
                + "(AkkaInternals.FindCounters)";
    }

    private static string? MailboxPath()
    {
        using var run = new SimulationRun(1);
        var node = run.Start("a");
        run.Loop.Do(() => node.System.ActorOf(Props.Create(() => new Canary()), "canary"));
        var turns = run.Loop.Describe();
        return turns.Contains("/user/canary", StringComparison.Ordinal) ? null : $"a mailbox does not say whose it is (AkkaInternals.PathOf): {turns}";
    }

    private static string? Watchers()
    {
        using var run = new SimulationRun(1);
        var node = run.Start("a");
        var watched = run.Loop.Do(() => node.System.ActorOf(Props.Create(() => new Canary()), "watched"));
        run.Loop.Do(() => node.System.ActorOf(Props.Create(() => new Watcher(watched)), "watcher"));
        var found = run.Loop.MailboxesOf(node.LoopNode).Select(AkkaInternals.WatchedBy).FirstOrDefault(static pair => pair.Actor?.Path.Name == "watcher");
        return found.Watched?.Contains(watched) == true ? null : "an actor's cell does not say whom it watches (AkkaInternals.WatchedBy)";
    }

    private const int KnownStringHash = -1467047689;
    private const int KnownCombined = 1517331296;
    private static readonly string[] KnownCounters = ["EventStream.UnsubscribersCounter", "StreamSupervisor.ActorName", "AkkaProtocolTransport.UniqueId", "VersionVector.Counter"];

    private sealed class Watcher : UntypedActor
    {
        public Watcher(IActorRef watched) => Context.Watch(watched);

        protected override void OnReceive(object message) { }
    }

    private sealed class Canary : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }
}
