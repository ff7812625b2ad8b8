using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Util;

namespace Actors.TestKit.Simulation;

/// <summary>
/// The reach into Akka.NET, all in one file. Each member has a canary (<see cref="Canaries"/>) that says which upgrade broke it, before a simulation fails in a way nobody understands.
/// </summary>
internal static class AkkaInternals
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Process-wide counters behind names such as EventStreamUnsubscriber-1 and StreamSupervisor-0, with the value each had at first.</summary>
    private static readonly List<(string Name, FieldInfo Value, object Counter, object First)> Counters = FindCounters();

    private static readonly ThreadLocal<Random> Chance =
        (ThreadLocal<Random>?)typeof(ThreadLocalRandom).GetField("_rng", Statics)?.GetValue(null) ?? throw Gone("ThreadLocalRandom._rng");

    /// <summary>The same, where they are plain numbers.</summary>
    private static readonly FieldInfo[] Numbers =
    [
        typeof(Akka.Event.LoggingBus).GetField("_loggerId", Statics) ?? throw Gone("LoggingBus._loggerId"),
        typeof(Inbox).GetField("_inboxNr", Statics) ?? throw Gone("Inbox._inboxNr"),
    ];

    private static readonly FieldInfo State = typeof(ActorCell).GetField("_state", Fields) ?? throw Gone("ActorCell._state");

    private static readonly MethodInfo Watching = State.FieldType.GetMethod("GetWatching") ?? throw Gone("IActorState.GetWatching");

    public static IEnumerable<string> CounterNames => Counters.Select(counter => counter.Name);

    /// <summary>Names begin again at zero, so a second run in the process has the names of the first.</summary>
    public static void ResetCounters()
    {
        foreach (var (_, value, counter, first) in Counters)
            value.SetValue(counter, first);
        foreach (var number in Numbers)
            number.SetValue(null, 0);
    }

    /// <summary>What Akka draws on this thread (uids, gossip targets, jitter) comes from this generator.</summary>
    public static void UseChance(Random random) => Chance.Value = random;

    public static bool UsesChance(Random random) => Chance.IsValueCreated && ReferenceEquals(Chance.Value, random);

    public static IActorRef? ActorOf(Mailbox mailbox) => Actor(mailbox)?.Self;

    /// <summary>The path of the actor whose mailbox this is.</summary>
    public static string PathOf(Mailbox mailbox) => Actor(mailbox)?.Self.Path.ToStringWithoutAddress() ?? "?";

    /// <summary>The actor whose mailbox this is, and the actors that it watches, including those that have not learned of it yet.</summary>
    public static (IInternalActorRef? Actor, IReadOnlyList<IActorRef> Watched) WatchedBy(Mailbox mailbox) =>
        Actor(mailbox) is not { } cell ? (null, []) : ((IInternalActorRef)cell.Self, [.. (IEnumerable<IActorRef>)Watching.Invoke(State.GetValue(cell)!, null)!]);

    /// <summary>The clock that failure detectors and restart windows read.</summary>
    public static long MonotonicMilliseconds() =>
        (long)(typeof(ActorSystem).Assembly.GetType("Akka.Util.MonotonicClock")?.GetMethod("GetMilliseconds", Statics)?.Invoke(null, null) ?? throw Gone("MonotonicClock.GetMilliseconds"));

    private static InvalidOperationException Gone(string what) => new($"Akka {typeof(ActorSystem).Assembly.GetName().Version} has no {what}; the simulation depends on it.");

    private static List<(string, FieldInfo, object, object)> FindCounters()
    {
        var found = new List<(string, FieldInfo, object, object)>();
        Assembly[] assemblies =
        [
            typeof(ActorSystem).Assembly, typeof(Akka.Streams.ActorMaterializer).Assembly, typeof(Akka.Remote.RemoteActorRefProvider).Assembly,
            typeof(Akka.Cluster.Cluster).Assembly, typeof(Akka.Cluster.Tools.Singleton.ClusterSingletonManager).Assembly, typeof(Akka.Cluster.Sharding.ClusterSharding).Assembly,
            typeof(Akka.DistributedData.DistributedData).Assembly,
        ];
        foreach (var field in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters).SelectMany(type => type.GetFields(Statics)))
        {
            if (field.FieldType.Name is not ("AtomicCounter" or "AtomicCounterLong" or "EnumerableActorName" or "EnumerableActorNameImpl"))
                continue;
            if (field.GetValue(null) is not { } counter)
                continue;
            if (counter.GetType().Name == "EnumerableActorNameImpl")
                counter = counter.GetType().GetFields(Fields).First(inner => inner.FieldType.Name == "AtomicCounterLong").GetValue(counter)!;
            var value = counter.GetType().GetField("_value", Fields) ?? throw Gone($"{counter.GetType().Name}._value");
            found.Add(($"{field.DeclaringType?.Name}.{field.Name}", value, counter, value.GetValue(counter)!));
        }
        return found;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Actor")]
    private static extern ActorCell? Actor(Mailbox mailbox);
}
