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

    /// <summary>From a node's falling silent until the others have removed it.</summary>
    public TimeSpan DetectAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a node that has been removed goes on, at most, until it finds that out and ends.</summary>
    public TimeSpan LingersAtMost { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Makes of a message what arrives of it at another node, as a serializer would. By default the very object arrives.</summary>
    public Func<object, object> Copy { get; init; } = message => message;
}

/// <summary>
/// The cheap level: all nodes stand in one actor system, each a sub-tree of it, and membership is modelled. A run costs milliseconds, so that thousands can be had.
/// <para>
/// Messages between nodes take the network's time, keep the order of each pair, wait while the pair is cut and are lost with the node. A node that dies or is cut off is removed after a
/// while, and the watchers of its actors are told so. What stays simpler than in a cluster: the news that a living actor has stopped, and the answer to an Ask, take no time.
/// </para>
/// </summary>
public sealed class ModelCluster
{
    private readonly SimulationRun _run;
    private readonly ModelSettings _settings;
    private readonly SimulationNode _system;
    private readonly Dictionary<string, ModelNode> _nodes = [];
    private readonly Dictionary<string, LoopNode> _trees = [];
    private readonly Dictionary<(LoopNode From, LoopNode To), Pipe> _pipes = [];
    private readonly List<string> _members = [];

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

    public ActorSystem System => _system.System;

    public IReadOnlyDictionary<string, ModelNode> Nodes => _nodes;

    /// <summary>Who is a member, as the majority sees it, in order of age.</summary>
    public IReadOnlyList<string> Members => _members;

    /// <summary>Called on the loop when the members have changed.</summary>
    public IList<Action> MembersChanged { get; } = [];

    /// <summary>Adds a node, or starts one anew that has died.</summary>
    public ModelNode Start(string name, ClockSkew? clock = null)
    {
        if (_nodes.TryGetValue(name, out var former) && former.IsAlive)
            throw new InvalidOperationException($"{name} is running.");
        if (former is not null)
            Remove(former);
        var tree = $"{name}~{_trees.Count}";
        var node = new ModelNode(name, new LoopNode(name, clock ?? ClockSkew.None), _run.Loop);
        _trees[tree] = node.LoopNode;
        _nodes[name] = node;
        node.Root = _run.Loop.Do(() => System.ActorOf(Props.Create(() => new NodeRoot()), tree));
        _run.Story.Tell(name, "started");
        _run.Loop.Do(() => Change(() => _members.Add(name)));
        return node;
    }

    /// <summary>Starts an actor on a node.</summary>
    public IActorRef Spawn(string node, Props props, string? name = null)
    {
        IActorRef? started = null;
        _run.Loop.Do(() => _nodes[node].Root.Tell(new NodeRoot.Spawn(props, name, actor => started = actor)));
        return started ?? throw new InvalidOperationException($"{node} does not run.");
    }

    /// <summary>The node's process ends; nobody is told before it is missed.</summary>
    public void Kill(string name)
    {
        _run.Story.Tell(name, "killed");
        _run.Loop.Kill(_nodes[name].LoopNode);
    }

    public void Pause(string name)
    {
        _run.Story.Tell(name, "paused");
        _run.Loop.Pause(_nodes[name].LoopNode);
    }

    public void Resume(string name)
    {
        _run.Story.Tell(name, "resumed");
        _run.Loop.Resume(_nodes[name].LoopNode);
    }

    /// <summary>A node is no member any more, but lives: so it may hand over what it has. It is killed by whoever finds that it has.</summary>
    public void Leave(string name)
    {
        _run.Story.Tell(name, "leaves");
        _run.Loop.Do(() => Change(() => _members.Remove(name)));
    }

    /// <summary>What is under way between two nodes is lost, as when a connection breaks.</summary>
    public void Lose(string one, string other)
    {
        foreach (var (pair, pipe) in _pipes)
        {
            if ((pair.From.Name == one && pair.To.Name == other) || (pair.From.Name == other && pair.To.Name == one))
                pipe.Forget();
        }
    }

    /// <summary>The node of an actor.</summary>
    public string? NodeOf(IActorRef actor) => NodeOfPath(actor.Path.ToStringWithoutAddress())?.Name;

    /// <summary>Takes a message that goes to another node than the one whose turn it is.</summary>
    internal bool Carries(IActorRef receiver, Akka.Actor.Envelope envelope)
    {
        if (_run.Loop.Current is not { } from || NodeOfPath(receiver.Path.ToStringWithoutAddress()) is not { } to || from == to || !_trees.ContainsValue(from))
            return false;
        var message = envelope.Message is IAutoReceivedMessage or NodeRoot.Spawn ? envelope.Message : _settings.Copy(envelope.Message);
        var sender = envelope.Sender;
        Send(from, to, () => _run.Loop.As(to, () => receiver.Tell(message, sender)));
        return true;
    }

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

    /// <summary>Who is not heard of by the largest part that can hear each other is removed after a while, and ends itself a while later.</summary>
    private void Watch()
    {
        var interval = TimeSpan.FromMilliseconds(100);
        var heard = LargestPart();
        foreach (var node in _nodes.Values.Where(node => _members.Contains(node.Name)).ToList())
        {
            if (heard.Contains(node.Name))
                node.MissedSince = null;
            else if (node.MissedSince is not { } since)
                node.MissedSince = _run.Loop.Elapsed;
            else if (_run.Loop.Elapsed - since >= _settings.DetectAfter)
                Remove(node);
        }
        _run.Loop.After(interval, Watch);
    }

    private void Remove(ModelNode node)
    {
        if (!_members.Contains(node.Name))
            return;
        _run.Story.Tell(node.Name, "removed");
        Change(() => _members.Remove(node.Name));
        TellWatchers(node);
        if (!node.IsAlive)
            return;
        var lingers = TimeSpan.FromTicks((long)(_settings.LingersAtMost.Ticks * _run.Chance.NextDouble()));
        _run.Loop.After(lingers, () =>
        {
            if (!node.IsAlive)
                return;
            _run.Story.Tell(node.Name, "finds itself removed and ends");
            _run.Loop.Kill(node.LoopNode);
        });
    }

    /// <summary>Both sides take the other for dead: what is watched across is terminated, and what was under way is gone.</summary>
    private void TellWatchers(ModelNode removed)
    {
        foreach (var (pair, pipe) in _pipes)
        {
            if (pair.From == removed.LoopNode || pair.To == removed.LoopNode)
                pipe.Forget();
        }
        foreach (var mailbox in _trees.Values.SelectMany(_run.Loop.MailboxesOf).ToList())
        {
            var (actor, watchers) = AkkaInternals.WatchersOf(mailbox);
            if (actor is null)
                continue;
            var home = NodeOfPath(actor.Path.ToStringWithoutAddress());
            foreach (var watcher in watchers)
            {
                var watching = NodeOfPath(watcher.Path.ToStringWithoutAddress());
                if (watching is not null && watching != home && (home == removed.LoopNode || watching == removed.LoopNode))
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
            // Who cannot be heard by one of a part, or cannot hear it, is missed by that part.
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

    private LoopNode? NodeOfPath(string path)
    {
        const string User = "/user/";
        if (!path.StartsWith(User, StringComparison.Ordinal))
            return null;
        var end = path.IndexOf('/', User.Length);
        return _trees.GetValueOrDefault(end < 0 ? path[User.Length..] : path[User.Length..end]);
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
