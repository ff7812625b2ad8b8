using Actors.Cluster;
using Actors.Cluster.Engine;
using Actors.Cluster.Links;
using Actors.Rooms;
using Actors.Runtime;
using Actors.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.TestKit;

/// <summary>One node of a simulated cluster.</summary>
public sealed class SimulatedClusterNode
{
    private readonly SimulatedCluster _cluster;
    private readonly SimulatedLinks _links;

    internal SimulatedClusterNode(SimulatedCluster cluster, string name, int weight, int seed, double clockRate)
    {
        _cluster = cluster;
        Name = name;
        var clock = clockRate == 1 ? cluster.Loop.Time : new DriftingClock(cluster.Loop.Time, clockRate);
        Runtime = new SimulationRuntime(cluster.Loop, clock, cluster.Loggers);
        Store = new StoreLine(cluster.Store, cluster.Loop.Time, seed);
        _links = (SimulatedLinks)cluster.Network.AddNode(name, () => Runtime.IsPaused);
        var options = new ClusterOptions { Node = name, Weight = weight };
        cluster.Configure?.Invoke(options);
        Engine = new ClusterNode(options, Runtime, Store, _links, cluster.Loggers?.CreateLogger(name) ?? NullLogger.Instance);
        Commits = new GroupCommitter(Store, Runtime, $"{name}-{seed}");
        if (weight == 0)
            return;
        var time = new RoomTime(clock, cluster.Epoch, cluster.World.Rules);
        ICommitLog commits = cluster.AnswersBeforeCommit ? new HastyCommitLog(Commits) : Commits;
        Rooms = new RoomHost(Runtime, new RoomServices(Engine, cluster.World, time, Store, commits, cluster.Rooms));
        Engine.Attach(Rooms);
        Runtime.Spawn<WorldTickMessage>("tick", () => new WorldTick(Rooms), ActorOptions.Default);
    }

    public string Name { get; }

    public SimulationRuntime Runtime { get; }

    public StoreLine Store { get; }

    public ClusterNode Engine { get; }

    public GroupCommitter Commits { get; }

    /// <summary>Null on a node that hosts none.</summary>
    public RoomHost? Rooms { get; }

    public IGatewayEndpoint? Gateway { get; private set; }

    public bool IsAlive { get; private set; } = true;

    internal void Start(Func<SimulatedClusterNode, IGatewayEndpoint>? gateway)
    {
        if (gateway is not null)
            Engine.Attach(Gateway = gateway(this));
        _ = Engine.StartAsync(CancellationToken.None);
    }

    /// <summary>As by <c>kill -9</c>: it does nothing more, and says nothing of it.</summary>
    public void Kill()
    {
        IsAlive = false;
        Runtime.IsPaused = true;
        Store.IsReachable = false;
        _cluster.Network.Kill(Name);
    }

    /// <summary>As by SIGSTOP.</summary>
    public void Pause() => Runtime.IsPaused = true;

    /// <summary>As by SIGCONT.</summary>
    public void Resume()
    {
        if (!IsAlive)
            return;
        Runtime.IsPaused = false;
        _links.Resume();
    }

    /// <summary>Says that all is well before it knows.</summary>
    private sealed class HastyCommitLog(ICommitLog log) : ICommitLog
    {
        public Task<CommitOutcome> CommitAsync(RoomTransaction transaction)
        {
            _ = log.CommitAsync(transaction);
            return Task.FromResult(CommitOutcome.Committed);
        }
    }

    /// <summary>As by SIGTERM: it hands over what it has, then ends.</summary>
    public Task LeaveAsync() => Engine.LeaveAsync();
}
