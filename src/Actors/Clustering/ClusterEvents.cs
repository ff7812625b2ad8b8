using Actors.Dispatch;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Clustering;

/// <summary>
/// Counts what happens to the cluster and to the connections between its nodes; Akka logs each itself. What is so at a moment is asked when it is wanted
/// (<see cref="ClusterStateMetrics"/>): an event that is missed must not make it wrong for good.
/// </summary>
internal sealed class ClusterEvents : UntypedActor
{
    public const string Name = "cluster-events";

    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);

    public static Props Props() => Akka.Actor.Props.Create(static () => new ClusterEvents()).WithMailbox(DispatchConfig.ObserverMailbox);

    protected override void PreStart()
    {
        // The present state comes as one message of its own, so that an ActorSystem which joins late does not count what it has not seen.
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
                ClusterMetrics.Instance.BecameUnreachable();
                break;
            case ClusterEvent.MemberDowned:
                ClusterMetrics.Instance.Downed();
                break;
            case AssociatedEvent made:
                RemotingMetrics.Instance.Associated(made.IsInbound);
                break;
            case DisassociatedEvent ended:
                RemotingMetrics.Instance.Disassociated(ended.IsInbound);
                break;
            case AssociationErrorEvent failed:
                RemotingMetrics.Instance.Failed(failed.IsInbound);
                break;
            case QuarantinedEvent:
                RemotingMetrics.Instance.Quarantined(self: false);
                break;
            case ThisActorSystemQuarantinedEvent:
                RemotingMetrics.Instance.Quarantined(self: true);
                break;
        }
    }
}
