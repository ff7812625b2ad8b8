using Actors.Clustering;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Actors.Gateway.Presence;

/// <summary>
/// Akka's distributed publish/subscribe between the gateways of a cluster.
/// <para>
/// A shout goes to all gateways, each of which forwards it to its players in that zone: one message for each other gateway. A topic for each zone would spare gateways
/// without players there. But a world has fewer zones than a gateway has players, so hardly any gateway would be spared, while the first and last player of a zone would
/// change the subscriptions that all mediators gossip about, and a player that has just entered a zone would hear nothing of it until they had (a second).
/// </para>
/// </summary>
internal sealed class ClusterGatewayBus(ActorSystem system, IActorRef mediator, IActorRef endpoint) : IGatewayBus
{
    private const string WorldTopic = "world";
    private const string WhoTopic = "who";

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(system);

    public int Others
    {
        get
        {
            var state = _cluster.State;
            return state.Members.Count(member => member.Status == MemberStatus.Up && member.HasRole(ClusterConfig.GatewayRole)
                && !member.UniqueAddress.Equals(_cluster.SelfUniqueAddress) && !state.Unreachable.Contains(member));
        }
    }

    public void Begin(IActorRef presence)
    {
        mediator.Tell(new Subscribe(WorldTopic, endpoint), ActorRefs.NoSender);
        mediator.Tell(new Subscribe(WhoTopic, presence), ActorRefs.NoSender);
    }

    public void Publish(WorldMessage message) => mediator.Tell(new Publish(WorldTopic, message), ActorRefs.NoSender);

    public void Ask(WhoAsked question, IActorRef presence) => mediator.Tell(new Publish(WhoTopic, question), presence);
}
