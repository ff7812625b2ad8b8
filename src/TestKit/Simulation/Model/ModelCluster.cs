using Actors.TestKit.Simulation.Network;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Actors.TestKit.Simulation.Model;

/// <summary>How a model's cluster behaves.</summary>
public sealed record ModelSettings
{
    /// <summary>HOCON of the application.</summary>
    public string Config { get; init; } = "";

    /// <summary>The application's own dispatchers.</summary>
    public IReadOnlyList<string> Dispatchers { get; init; } = [];

    /// <summary>The application's own mailboxes: the id under which each is configured, and its type as HOCON names it.</summary>
    public IReadOnlyDictionary<string, string> Mailboxes { get; init; } = new Dictionary<string, string>();

    /// <summary>The time from a node's silence until the others have removed it.</summary>
    public TimeSpan DetectAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a removed node runs on, at most, until it finds that out and ends.</summary>
    public TimeSpan LingersAtMost { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Converts a message to what arrives at another node, as a serializer would. By default the message itself arrives.</summary>
    public Func<object, object> Copy { get; init; } = message => message;
}

/// <summary>
/// The cheap level: all nodes are in one actor system, each as a sub-tree of it, and membership is modelled. A run costs milliseconds, so that thousands are affordable.
/// <para>
/// Messages between nodes take the network's time, keep the order of each pair, wait while the pair is cut and are lost with the node. A node that dies or is cut off is removed after a
/// while, and the watchers of its actors are notified. Simpler than in a cluster: the news that a living actor has stopped, and the answer to an Ask, take no time.
/// </para>
/// </summary>
public sealed class ModelCluster
{
    private const int LooksUntilLateWatchers = 10;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly SimulationRun _run;
    private readonly ModelSettings _settings;
    private readonly SimulationNode _system;
    private readonly Dictionary<string, ModelNode> _nodes = [];
    private readonly Dictionary<string, LoopNode> _trees = [];
    private readonly HashSet<LoopNode> _lives = [];
    private readonly HashSet<LoopNode> _gone = [];
    private readonly Dictionary<(LoopNode From, LoopNode To), Pipe> _pipes = [];
    private readonly List<string> _members = [];
    private int _looks;

    /// <summary>An empty cluster on a run; <see cref="Start"/> adds nodes.</summary>
    public ModelCluster(SimulationRun run, ModelSettings? settings = null)
    {
        _run = run;
        _settings = settings ?? new ModelSettings();
        run.Model = this;
        run.Loop.NodeOfPath = NodeOfPath;
        run.Network.Healed = Release;
        _system = run.Start("system", new NodeSettings { Config = _settings.Config, Dispatchers = _settings.Dispatchers, Mailboxes = _settings.Mailboxes, IsModel = true });
        Watch();
    }

    /// <summary>The one system in which all nodes are.</summary>
    public ActorSystem System => _system.System;

    /// <summary>By name, those that have died included.</summary>
    public IReadOnlyDictionary<string, ModelNode> Nodes => _nodes;

    /// <summary>The members as the majority sees them, in order of age.</summary>
    public IReadOnlyList<string> Members => _members;

    /// <summary>Called on the loop when the members have changed.</summary>
    public IList<Action> MembersChanged { get; } = [];

    /// <summary>Adds a node, or restarts one that has died.</summary>
    public ModelNode Start(string name, ClockSkew? clock = null)
    {
        if (_nodes.TryGetValue(name, out var former) && former.IsAlive)
            throw new InvalidOperationException($"{name} is running.");
        if (former is not null)
            Remove(former);
        var tree = $"{name}~{_trees.Count}";
        var node = new ModelNode(name, new LoopNode(name, clock ?? ClockSkew.None), _run.Loop);
        _trees[tree] = node.LoopNode;
        _lives.Add(node.LoopNode);
        _nodes[name] = node;
        node.Root = _run.Loop.Do(() => System.ActorOf(Props.Create(() => new NodeRoot(node)), tree));
        _run.Story.Tell(name, "started");
        _run.Loop.Do(() => Change(() => _members.Add(name)));
        return node;
    }

    /// <summary>Starts an actor on a node.</summary>
    public IActorRef Spawn(string node, Props props, string? name = null)
    {
        var factory = _nodes[node].Factory;
        return _run.Loop.Do(() => name is null ? factory.ActorOf(props) : factory.ActorOf(props, name));
    }

    /// <summary>The node's process ends; nobody is notified before it is missed.</summary>
    public void Kill(string name)
    {
        _run.Story.Tell(name, "killed");
        _run.Loop.Kill(_nodes[name].LoopNode);
    }

    /// <summary>The node's process stands still, as by SIGSTOP: others miss it, and it does not know.</summary>
    public void Pause(string name)
    {
        _run.Story.Tell(name, "paused");
        _run.Loop.Pause(_nodes[name].LoopNode);
    }

    /// <summary>The node goes on with what it had to do, at a later time than it thinks.</summary>
    public void Resume(string name)
    {
        _run.Story.Tell(name, "resumed");
        var node = _nodes[name];
        _run.Loop.Resume(node.LoopNode);
        if (node.IsRemoved)
            Linger(node);
    }

    /// <summary>A node is no longer a member, but lives: so it may hand over its state. The member that finds out kills it.</summary>
    public void Leave(string name)
    {
        _run.Story.Tell(name, "leaves");
        _nodes[name].IsLeaving = true;
        _run.Loop.Do(() => Change(() => _members.Remove(name)));
    }

    /// <summary>Loses what is under way between two nodes, as when a connection breaks.</summary>
    public void Lose(string one, string other)
    {
        foreach (var (pair, pipe) in _pipes)
        {
            if ((pair.From.Name == one && pair.To.Name == other) || (pair.From.Name == other && pair.To.Name == one))
                pipe.Forget();
        }
    }

    /// <summary>The node of an actor.</summary>
    public string? NodeOf(IActorRef actor) => NodeOfPath(actor.Path)?.Name;

    /// <summary>The part of the system that is an actor's node: another one after each restart of the node. Null for an actor of no node.</summary>
    public string? LifeOf(IActorRef actor) => TreeOf(actor.Path);

    /// <summary>Takes a message that goes to another node than the one whose turn it is.</summary>
    internal bool Carries(IActorRef receiver, Akka.Actor.Envelope envelope)
    {
        if (_run.Loop.Current is not { } from || NodeOfPath(receiver.Path) is not { } to || from == to || !_lives.Contains(from))
            return false;
        var message = Copy(envelope.Message);
        var sender = envelope.Sender;
        Send(from, to, () => _run.Loop.As(to, () => receiver.Tell(message, sender)));
        return true;
    }

    private object Copy(object message) => message switch
    {
        IAutoReceivedMessage or RegionActor.MembersAre => message,
        RegionActor.Forwarded forwarded => forwarded with { Message = _settings.Copy(forwarded.Message) },
        _ => _settings.Copy(message),
    };

    private void Send(LoopNode from, LoopNode to, Action deliver)
    {
        if (!_pipes.TryGetValue((from, to), out var pipe))
            _pipes[(from, to)] = pipe = new Pipe();
        var due = Math.Max(_run.Loop.NowTicks + _run.Network.Latency().Ticks, pipe.LastArrivalTicks + 1);
        pipe.LastArrivalTicks = due;
        var generation = pipe.Generation;
        _run.Loop.At(due, () =>
        {
            if (generation != pipe.Generation)
                return;
            if (pipe.Stuck.Count > 0 || _run.Network.IsCut(from.Name, to.Name))
                pipe.Stuck.Enqueue(deliver);
            else
                _run.Loop.At(_run.Loop.NowTicks, deliver, to, inOrder: true);
        }, node: null, inOrder: true);
    }

    private void Release()
    {
        foreach (var ((from, to), pipe) in _pipes)
        {
            while (!_run.Network.IsCut(from.Name, to.Name) && pipe.Stuck.TryDequeue(out var deliver))
                _run.Loop.At(_run.Loop.NowTicks, deliver, to, inOrder: true);
        }
    }

    /// <summary>A node that the largest connected part cannot hear is removed after a while, and ends itself a while later.</summary>
    private void Watch()
    {
        var heard = LargestPart();
        foreach (var node in _nodes.Values.Where(static node => !node.IsRemoved).ToList())
        {
            // A node that leaves gracefully is waited for as long as it lives.
            if (heard.Contains(node.Name) || (node.IsLeaving && node.IsAlive))
                node.MissedSince = null;
            else if (node.MissedSince is not { } since)
                node.MissedSince = _run.Loop.Elapsed;
            else if (_run.Loop.Elapsed - since >= _settings.DetectAfter)
                Remove(node);
        }
        if (_gone.Count > 0 && ++_looks % LooksUntilLateWatchers == 0)
            TellWatchers();
        _run.Loop.After(LookInterval, Watch);
    }

    private void Remove(ModelNode node)
    {
        if (node.IsRemoved)
            return;
        _run.Story.Tell(node.Name, "removed");
        _run.Count("removed");
        node.IsRemoved = true;
        _gone.Add(node.LoopNode);
        foreach (var (pair, pipe) in _pipes)
        {
            if (pair.From == node.LoopNode || pair.To == node.LoopNode)
                pipe.Forget();
        }
        Change(() => _members.Remove(node.Name));
        TellWatchers();
        if (node.IsAlive && !node.IsPaused)
            Linger(node);
    }

    /// <summary>For a while the node does not know that it has been removed, and goes on: what it does then must harm nobody.</summary>
    private void Linger(ModelNode node)
    {
        var lingers = TimeSpan.FromTicks((long)(_settings.LingersAtMost.Ticks * _run.Chance.NextDouble()));
        _run.Loop.After(lingers, () =>
        {
            if (!node.IsAlive || node.IsPaused)
                return;
            _run.Story.Tell(node.Name, "finds itself removed and ends");
            _run.Loop.Kill(node.LoopNode);
        });
    }

    /// <summary>
    /// Each side of a removal takes the other for dead, so watches across it are terminated. Repeated now and then, for actors that begin to watch an actor of a
    /// removed node.
    /// </summary>
    private void TellWatchers()
    {
        foreach (var mailbox in _lives.Where(static life => !life.IsKilled).SelectMany(_run.Loop.MailboxesOf).ToList())
        {
            var (watcher, watched) = AkkaInternals.WatchedBy(mailbox);
            if (watcher is null || watched.Count == 0)
                continue;
            var watching = NodeOfPath(watcher.Path)!;
            foreach (var actor in watched)
            {
                if (NodeOfPath(actor.Path) is { } home && home != watching && (_gone.Contains(home) || _gone.Contains(watching)))
                    _run.Loop.At(_run.Loop.NowTicks, () => watcher.SendSystemMessage(new DeathWatchNotification(actor, existenceConfirmed: true, addressTerminated: true)), watching, inOrder: true);
            }
        }
    }

    private HashSet<string> LargestPart()
    {
        var present = _members.Where(name => _nodes[name].IsAlive && !_nodes[name].IsPaused).ToList();
        var largest = new HashSet<string>();
        foreach (var start in present)
        {
            // A part misses a node if one of its members cannot hear the node, or the node cannot hear that member.
            var part = new HashSet<string> { start };
            foreach (var other in present.Where(other => part.All(one => one == other || (!_run.Network.IsCut(one, other) && !_run.Network.IsCut(other, one)))))
                part.Add(other);
            if (part.Count > largest.Count)
                largest = part;
        }
        return largest;
    }

    private void Change(Action change)
    {
        change();
        foreach (var changed in MembersChanged)
            changed();
    }

    private LoopNode? NodeOfPath(ActorPath path) => TreeOf(path) is { } tree ? _trees.GetValueOrDefault(tree) : null;

    /// <summary>The name below /user, if the actor is there.</summary>
    private static string? TreeOf(ActorPath path)
    {
        var at = path;
        while (at.Depth > 2)
            at = at.Parent;
        return at.Depth == 2 && at.Parent.Name == "user" ? at.Name : null;
    }

    private sealed class Pipe
    {
        public long LastArrivalTicks { get; set; }
        public int Generation { get; private set; }
        public Queue<Action> Stuck { get; } = [];

        public void Forget()
        {
            Generation++;
            Stuck.Clear();
        }
    }
}
