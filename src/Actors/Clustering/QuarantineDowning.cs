using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Clustering;

/// <summary>
/// Downs this node when a member of its cluster has shut it out. The others have removed it then, for instance while its process was suspended, and this ActorSystem can never be a member
/// again. Its own resolver would see the others become unreachable, ask for the lease and be rejected for seconds, until it came to the same end.
/// <para>Akka on the JVM does this in its resolver; Akka.NET publishes the event and goes on.</para>
/// </summary>
internal sealed class QuarantineDowning : UntypedActor
{
    public const string Name = "quarantine-downing";

    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public static Props Props() => Akka.Actor.Props.Create(static () => new QuarantineDowning());

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        // A node that leaves is shut out as soon as it has been removed, and ends by itself.
        if (message is not ThisActorSystemQuarantinedEvent shutOut || _cluster.SelfMember.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up)
            || !_cluster.State.Members.Any(member => member.Address == shutOut.RemoteAddress && member.UniqueAddress != _cluster.SelfUniqueAddress))
            return;
        _log.Warning("The member {0} has shut this node out of the cluster; it downs itself and joins again", shutOut.RemoteAddress);
        _cluster.Down(_cluster.SelfAddress);
    }
}
