using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Tests.Clustering;

/// <summary>Waits, by the cluster's own events, for its state to be as a test wants it.</summary>
internal static class ClusterWatch
{
    public static async Task<ClusterEvent.CurrentClusterState> UntilAsync(ActorSystem system, Func<ClusterEvent.CurrentClusterState, bool> isSo)
    {
        var so = new TaskCompletionSource<ClusterEvent.CurrentClusterState>(TaskCreationOptions.RunContinuationsAsynchronously);
        var watcher = system.ActorOf(Props.Create(() => new Watcher(so, isSo)));
        try
        {
            return await so.Task.Soon();
        }
        finally
        {
            system.Stop(watcher);
        }
    }

    /// <summary>Waits for this many members, all up and reachable.</summary>
    public static Task UntilUpAsync(ActorSystem system, int count) => UntilAsync(system, state =>
        state.Members.Count == count && state.Unreachable.IsEmpty && state.Members.All(static member => member.Status == MemberStatus.Up));

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(TaskCompletionSource<ClusterEvent.CurrentClusterState> so, Func<ClusterEvent.CurrentClusterState, bool> isSo)
        {
            var cluster = AkkaCluster.Get(Context.System);
            cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IClusterDomainEvent));
            // Another subscriber like this one updates the state, and may be notified after it.
            SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
            ReceiveAny(_ =>
            {
                if (cluster.State is var state && isSo(state))
                    so.TrySetResult(state);
            });
        }
    }
}
