using Actors.TestKit.Simulation;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>Asks another node's echo ten times a second, and reports what comes back and when the node is gone.</summary>
internal sealed class Pinger : ReceiveActor, IWithTimers
{
    private IActorRef? _echo;
    private int _number;

    public Pinger(Story story, string name, string path)
    {
        Receive<string>(message =>
        {
            if (message != "tick")
                story.Tell(name, message);
            else if (_echo is null)
                Context.ActorSelection(path).Tell(new Identify(1));
            else
                _echo.Tell($"ping {_number++}");
        });
        Receive<ActorIdentity>(found =>
        {
            if (found.Subject is null || _echo is not null)
                return;
            _echo = found.Subject;
            Context.Watch(_echo);
            story.Tell(name, "found");
        });
        Receive<Terminated>(_ =>
        {
            story.Tell(name, "terminated");
            _echo = null;
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromMilliseconds(100));
}

internal sealed class Echo(Story story, string name) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is not string text)
            return;
        story.Tell(name, text);
        Sender.Tell("re " + text);
    }
}

/// <summary>Reports what a node sees of the cluster.</summary>
internal sealed class Members(Story story, string name) : UntypedActor
{
    protected override void PreStart() => Akka.Cluster.Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
        typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.LeaderChanged));

    protected override void OnReceive(object message) => story.Tell(name, message switch
    {
        ClusterEvent.IMemberEvent change => $"{change.GetType().Name} {change.Member.Address.Host}",
        ClusterEvent.ReachabilityEvent change => $"{change.GetType().Name} {change.Member.Address.Host}",
        ClusterEvent.LeaderChanged change => $"leader {change.Leader?.Host}",
        _ => message.GetType().Name,
    });
}
