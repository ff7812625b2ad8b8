using System.Reflection;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.SBR;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Clustering;

/// <summary>
/// Lets Akka's split brain resolver decide as soon as it may. It looks only once a second whether membership has been unchanged for <c>stable-after</c>, so that after a crash the rooms of
/// the dead node stood still for up to a second more. While a member is unreachable, this actor makes it look ten times a second. It decides what it would have decided, only sooner.
/// <para>The message for that is internal to Akka. Without it, in another version of Akka, the resolver looks once a second again.</para>
/// </summary>
internal sealed class PromptDowning : UntypedActor, IWithTimers
{
    public const string Name = "prompt-downing";

    /// <summary>Where Akka starts the provider of <c>akka.cluster.downing-provider-class</c>.</summary>
    public const string ResolverPath = "/system/cluster/core/daemon/downingProvider";

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);
    private readonly HashSet<UniqueAddress> _unreachable = [];
    private readonly ICanTell _resolver;
    private readonly object _tick;

    public PromptDowning(ICanTell resolver, object tick) => (_resolver, _tick) = (resolver, tick);

    private sealed class Look
    {
        public static Look Instance { get; } = new();
    }

    /// <summary>What the resolver sends itself once a second; null: this version of Akka has no such message.</summary>
    public static object? Tick { get; } = typeof(SplitBrainResolverProvider).Assembly
        .GetType("Akka.Cluster.SBR.SplitBrainResolverBase+Tick")?
        .GetField("Instance", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?
        .GetValue(null);

    /// <summary>Set by Akka.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Null when another provider than Akka's decides.</summary>
    public static Props? For(ActorSystem system) =>
        Tick is { } tick && system.Settings.Config.GetString("akka.cluster.downing-provider-class", "").Contains(typeof(SplitBrainResolverProvider).FullName!, StringComparison.Ordinal)
            ? Props(system.ActorSelection(ResolverPath), tick)
            : null;

    public static Props Props(ICanTell resolver, object tick) => Akka.Actor.Props.Create(() => new PromptDowning(resolver, tick));

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.UnreachableMember unreachable:
                _unreachable.Add(unreachable.Member.UniqueAddress);
                if (!Timers.IsTimerActive(Look.Instance))
                    Timers.StartPeriodicTimer(Look.Instance, Look.Instance, Period);
                break;
            case ClusterEvent.ReachableMember reachable:
                Forget(reachable.Member);
                break;
            case ClusterEvent.MemberRemoved removed:
                Forget(removed.Member);
                break;
            case Look:
                _resolver.Tell(_tick, Self);
                break;
        }
    }

    private void Forget(Member member)
    {
        _unreachable.Remove(member.UniqueAddress);
        if (_unreachable.Count == 0)
            Timers.Cancel(Look.Instance);
    }
}
