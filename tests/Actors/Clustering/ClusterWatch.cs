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

    /// <summary>So many members, all up and seen.</summary>
    public static Task UntilUpAsync(ActorSystem system, int count) => UntilAsync(system, state =>
        state.Members.Count == count && state.Unreachable.IsEmpty && state.Members.All(static member => member.Status == MemberStatus.Up));

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(TaskCompletionSource<ClusterEvent.CurrentClusterState> so, Func<ClusterEvent.CurrentClusterState, bool> isSo)
        {
            var cluster = AkkaCluster.Get(Context.System);
            cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IClusterDomainEvent));
            // The state is brought up to date by a subscriber like this one, which may be told after it.
            SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
            ReceiveAny(_ =>
            {
                if (cluster.State is var state && isSo(state))
                    so.TrySetResult(state);
            });
        }
    }
}
