using Actors.Dispatch;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Clustering;

/// <summary>
/// Counts events of the cluster and of the connections between its nodes; Akka logs each itself. Current state is read on demand
/// (<see cref="ClusterStateMetrics"/>), so that a missed event does not make it wrong for good.
/// </summary>
internal sealed class ClusterEvents : UntypedActor
{
    public const string Name = "cluster-events";

    // Referenced from the start, so that a scrape has these instruments before anything has happened.
    private readonly ClusterMetrics _members = ClusterMetrics.Instance;
    private readonly RemotingMetrics _remoting = RemotingMetrics.Instance;
    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);

    public static Props Props() => Akka.Actor.Props.Create(static () => new ClusterEvents()).WithMailbox(DispatchConfig.ObserverMailbox);

    protected override void PreStart()
    {
        // The current state arrives as one message of its own, so that an ActorSystem that joins late does not count events it has not seen.
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.UnreachableMember), typeof(ClusterEvent.MemberDowned));
        Context.System.EventStream.Subscribe(Self, typeof(RemotingLifecycleEvent));
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.UnreachableMember:
                _members.BecameUnreachable();
                break;
            case ClusterEvent.MemberDowned:
                _members.Downed();
                break;
            case AssociatedEvent made:
                _remoting.Associated(made.IsInbound);
                break;
            case DisassociatedEvent ended:
                _remoting.Disassociated(ended.IsInbound);
                break;
            case AssociationErrorEvent failed:
                _remoting.Failed(failed.IsInbound);
                break;
            case QuarantinedEvent:
                _remoting.Quarantined(self: false);
                break;
            case ThisActorSystemQuarantinedEvent:
                _remoting.Quarantined(self: true);
                break;
        }
    }
}
