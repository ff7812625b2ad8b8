using System.Collections.Concurrent;
using Actors.TestKit.Simulation.Network;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Actors.TestKit.Simulation;

/// <summary>
/// One run from one seed: real actor systems in one process, in virtual time. The same seed gives the same run, in whatever process.
/// One run at a time; what a scenario does to an actor it does within <see cref="SimulationLoop.Do(Action)"/>.
/// </summary>
public sealed class SimulationRun : IDisposable
{
    private static readonly ConcurrentDictionary<string, SimulationRun> Running = new();

    private readonly Dictionary<string, SimulationNode> _nodes = [];
    private readonly Dictionary<string, LoopNode> _loopNodes = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly string _id;
    private ulong _chapters;

    /// <summary>A run that nothing has happened in; in a process that <see cref="SimulationProcess.Prepare"/> has prepared, one at a time.</summary>
    public SimulationRun(ulong seed)
    {
        // One name for all runs: it is part of the configuration, whose content is hashed.
        _id = "run";
        if (!Running.TryAdd(_id, this))
            throw new InvalidOperationException("One simulation at a time in a process.");
        Loop = new SimulationLoop(seed);
        Network = new VirtualNetwork(Loop);
        Chance = new Random((int)Mixing.Mix(seed ^ 0x5CE_4A_210));
        Story = new Story(Loop);
    }

    /// <summary>All randomness of the run comes from it.</summary>
    public ulong Seed => Loop.Seed;

    /// <summary>Decides whose turn it is, and what time.</summary>
    public SimulationLoop Loop { get; }

    /// <summary>What carries bytes between nodes, and what cuts it.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>The scenario's own generator: what it does, to whom and when.</summary>
    public Random Chance { get; }

    /// <summary>What happened, in words.</summary>
    public Story Story { get; }

    /// <summary>By name, those that have died included.</summary>
    public IReadOnlyDictionary<string, SimulationNode> Nodes => _nodes;

    /// <summary>How often the events happened that a scenario is about: a run that saw none of them has shown little. Printed in the line of the seed.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    internal Model.ModelCluster? Model { get; set; }

    internal Dictionary<string, LeaseHolder> LeaseHolders { get; } = [];

    /// <summary>Counts something that has happened, once or several times.</summary>
    public void Count(string what, int times = 1)
    {
        if (times > 0)
            _counts[what] = _counts.GetValueOrDefault(what) + times;
    }

    /// <summary>Starts a node; one that has been killed or stopped restarts under its name.</summary>
    public SimulationNode Start(string name, NodeSettings? settings = null)
    {
        if (_nodes.TryGetValue(name, out var former) && former.IsAlive)
            throw new InvalidOperationException($"{name} is running.");
        settings ??= former?.Settings ?? new NodeSettings();
        var loopNode = new LoopNode(name, settings.Clock);
        _loopNodes[name] = loopNode;
        var node = new SimulationNode(name, settings, loopNode, Loop);
        var config = SimulationConfig.Build(_id, name, settings);
        node.System = Loop.Boot(() => settings.Create(settings.SystemName, config), Chapter(loopNode));
        _nodes[name] = node;
        return node;
    }

    /// <summary>
    /// Does something that blocks until actors have answered, as ClusterSharding.Start does. It cannot be a turn, for turns would have to run meanwhile;
    /// so it runs on a thread of its own while no other runs, and turns run while it waits. Time does not move.
    /// </summary>
    public T DoBlocking<T>(string name, Func<ActorSystem, T> function)
    {
        var node = _nodes[name];
        return Loop.Boot(() => function(node.System), Chapter(node.LoopNode));
    }

    /// <summary>Ends the process of a node as by kill -9. Silently: its machine is lost too, so nobody is notified that connections ended.</summary>
    public void Kill(string name, bool silently = false)
    {
        var node = _nodes[name];
        Story.Tell(name, silently ? "machine lost" : "killed");
        Network.Died(node.LoopNode, silently);
        Loop.Kill(node.LoopNode);
    }

    /// <summary>As by SIGSTOP: no turn and no timer of the node runs, its clock goes on, its kernel takes what is sent to it.</summary>
    public void Pause(string name)
    {
        Story.Tell(name, "paused");
        Loop.Pause(_nodes[name].LoopNode);
    }

    /// <summary>As by SIGCONT.</summary>
    public void Resume(string name)
    {
        Story.Tell(name, "resumed");
        Loop.Resume(_nodes[name].LoopNode);
    }

    /// <summary>Stops a node gracefully, through Akka's coordinated shutdown.</summary>
    public void Stop(string name, TimeSpan within)
    {
        var node = _nodes[name];
        Story.Tell(name, "stopping");
        var stopped = Loop.Do(() => CoordinatedShutdown.Get(node.System).Run(CoordinatedShutdown.ClrExitReason.Instance));
        Loop.RunUntil(() => stopped.IsCompleted && node.System.WhenTerminated.IsCompleted, within, $"{name} has stopped");
        Network.Died(node.LoopNode, silently: false);
        Loop.Kill(node.LoopNode);
    }

    /// <summary>The run is over; its systems are dropped as they are.</summary>
    public void Dispose()
    {
        foreach (var node in _loopNodes.Values)
            Loop.Kill(node);
        Running.TryRemove(_id, out _);
    }

    /// <summary>Makes the random numbers of one boot differ from those of the next.</summary>
    private ulong Chapter(LoopNode node) => Mixing.Mix(node.Hash ^ ++_chapters);

    internal static (SimulationRun Run, LoopNode Node) Of(Config config)
    {
        var run = Running[config.GetString("akka.simulation.run")];
        return (run, run._loopNodes[config.GetString("akka.simulation.node")]);
    }

    internal void Log(string node, LogEvent entry) => Story.TellUnhashed(node, $"{entry.LogLevel()}: {entry.Message} {entry.Cause?.Message}".TrimEnd());
}
