using Actors.Cluster.Links;
using Actors.Rooms;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Engine;

/// <summary>
/// The engine of a cluster, as one node has it. Who owns what is agreed upon in the database (<see cref="Membership"/>); this class carries messages to where
/// that is, as far as the node knows, and knowledge that is out of date heals itself:
/// <list type="bullet">
/// <item>A command that finds no owner, or the wrong one, is not passed around, for then those behind it might overtake it. Its connection is told
/// that the room is lost, asks to be let in anew, and sends all that is unanswered in its order once it is in.</item>
/// <item>Other messages wait, bounded, until there is an owner; one that came to the wrong node goes back, with what that node knows.</item>
/// <item>When a line breaks, what was on it may be lost: both ends tell whoever depended on it (watchers, and through them connections), who ask anew.</item>
/// </list>
/// Asking anew is always harmless: to be let in twice is to be let in once, and a room carries out a command's id once.
/// </summary>
public sealed class ClusterNode : ICluster, IClusterInspection, ILinkHandler, IAsyncDisposable
{
    private readonly ClusterOptions _options;
    private readonly IActorRuntime _runtime;
    private readonly ILeaseStore _leases;
    private readonly ILinks _links;
    private readonly Routes _routes = new();
    private readonly WaitingRoom _waiting;
    private readonly WatchTable _watches;
    private readonly RemoteWatchers _remote;
    private readonly Surveys _surveys;
    private readonly ILogger _logger;
    private readonly IActorRef<MembershipMessage> _membership;
    private volatile ClusterTable _table = new([], []);
    private volatile bool _isMember;
    private RoomHost? _rooms;
    private IGatewayEndpoint? _gateway;

    public ClusterNode(ClusterOptions options, IActorRuntime runtime, ILeaseStore leases, ILinks links, ILogger logger)
    {
        Node = options.Node ?? throw new ArgumentException("A node of a cluster has a name.", nameof(options));
        _options = options;
        _runtime = runtime;
        _leases = leases;
        _links = links;
        _logger = logger;
        _waiting = new WaitingRoom(options, runtime.Time, RefuseWaiting);
        _watches = new WatchTable(Node, _routes, () => _rooms, (node, room) => links.Send(node, new WatchRoom(room)), (node, room) => links.Send(node, new UnwatchRoom(room)));
        _remote = new RemoteWatchers(_routes, links);
        _surveys = new Surveys(Report, links, runtime.Time);
        // What it is told is bounded by its own timers and works, and by the lines' peers.
        var actor = new ActorOptions { MailboxCapacity = 65_536, Supervision = SupervisionPolicy.Restart(1000, TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(100)) };
        _membership = runtime.Spawn<MembershipMessage>("membership", () => new Membership(this, options, leases), actor);
    }

    public string Node { get; }

    /// <summary>Who is there and who owns what, as last read from the database.</summary>
    public ClusterTable Table => _table;

    /// <summary>Where its line is; empty before it has been started.</summary>
    public string Address => _links.Address;

    /// <summary>Whether this node has a lease, by its own clock. Written by the membership alone.</summary>
    public bool IsMember
    {
        get => _isMember;
        internal set => _isMember = value;
    }

    internal bool IsGateway => _gateway is not null;

    internal RoomHost? Rooms => _rooms;

    internal ILinks Links => _links;

    internal Routes Routes => _routes;

    /// <summary>Connects what this node has; before <see cref="StartAsync"/>.</summary>
    public void Attach(RoomHost rooms)
    {
        _rooms = rooms;
        rooms.Fenced = (shard, epoch) => _membership.Tell(new ShardFenced(shard, epoch));
    }

    public void Attach(IGatewayEndpoint gateway) => _gateway = gateway;

    /// <summary>Begins to listen for the other nodes and to seek a lease. The node takes part as soon as it has one.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _links.StartAsync(this, cancellation);
        _membership.Tell(new Begin(_links.Address));
    }

    /// <summary>Gives up all shards, each after its rooms are kept, leaves the cluster, and completes then; the node goes on carrying messages until it is disposed.</summary>
    public Task LeaveAsync()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_membership.Tell(new Leave(left)))
            left.TrySetResult();
        return left.Task;
    }

    public Task<IReadOnlyList<NodeReport>> SurveyAsync() =>
        _surveys.AskAsync([.. _table.Live.Where(member => member.Weight > 0 && member.Name != Node).Select(static member => member.Name)]);

    public async Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation)
    {
        var isThere = await _leases.SetDrainingAsync(node, draining, cancellation);
        _membership.Tell(new PollNow());
        return isThere;
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.StopAsync(_membership);
        await _links.DisposeAsync();
    }

    public void Tell(RoomId room, RoomMessage message)
    {
        var shard = Shards.Of(room);
        if (!_waiting.HasAny(shard) && TrySend(room, message))
            return;
        if (message is Act act)
            LoseRoom(room, act);
        else
            _waiting.Add(shard, room, message);
    }

    public void Tell(ConnectionAddress connection, ConnectionMessage message)
    {
        if (connection.Node == Node)
        {
            _gateway?.Deliver(connection.Id, message);
        }
        else if (!_links.Send(connection.Node, new ToConnection(connection.Id, message)))
        {
            // Not lost for good: the gateway's end of the line is told as well, and its connections ask anew. A gateway that has gone asks nothing.
            if (message is StillThere there && IsGone(connection.Node))
                Tell(there.Room, new LeaveRoom(there.Player, connection, CutOff: true));
            else
                ClusterMetrics.Instance.Dropped();
        }
    }

    public IDisposable Watch(RoomId room, IRoomWatcher watcher) => _watches.Watch(room, watcher);

    public void Publish(WorldMessage message)
    {
        _gateway?.Deliver(message);
        var links = new ToGateway(message);
        foreach (var member in _table.Live)
        {
            if (member.IsGateway && member.Name != Node)
                _links.Send(member.Name, links);
        }
    }

    void ILinkHandler.LinkUp(string node)
    {
        if (_gateway is not null && _table.Live.Any(member => member.Name == node && member.IsGateway))
            Introduce(node);
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            if (_routes.Of(shard).Node == node)
                _waiting.Flush(shard, TrySend);
        }
        _watches.Refresh();
        _membership.Tell(new PeerSeen(node));
    }

    void ILinkHandler.LinkDown(string node)
    {
        _remote.RemoveAll((watcher, _) => watcher == node);
        _watches.LinkDown(node);
        _gateway?.LineLost(node);
        _membership.Tell(new PeerLost(node));
    }

    void ILinkHandler.Received(string node, LinkMessage message)
    {
        switch (message)
        {
            case ToRoom to:
                ToRoom(node, to);
                break;
            case FrameOf frame:
                _watches.Show(node, frame.Epoch, frame.Frame);
                break;
            case ToConnection to:
                _gateway?.Deliver(to.Connection, to.Message);
                break;
            case ToGateway to:
                _gateway?.Deliver(to.Message);
                break;
            case WatchRoom watch when _rooms is not null:
                _remote.Add(node, watch.Room, _rooms);
                break;
            case UnwatchRoom unwatch:
                _remote.Remove(node, unwatch.Room);
                break;
            case Misrouted back:
                SendElsewhere(node, back);
                break;
            case AskReport ask when Report() is { } report:
                _links.Send(node, new Reported(ask.Number, report));
                break;
            case Reported reported:
                _surveys.Answered(node, reported);
                break;
            case ShardsTaken taken:
                foreach (var grant in taken.Shards)
                    SetOwner(grant.Shard, node, grant.Epoch);
                _membership.Tell(new OwnersChanged());
                break;
            case ShardsGiven given:
                _membership.Tell(new ShardsGot(given));
                break;
            case ShardsReleased released:
                foreach (var grant in released.Shards)
                    SetOwner(grant.Shard, null, grant.Epoch);
                _membership.Tell(new OwnersChanged());
                break;
        }
    }

    /// <summary>What the database says, every now and then.</summary>
    internal void Apply(ClusterTable table)
    {
        var before = _table;
        _table = table;
        _links.SetPeers([.. table.Live.Where(member => member.Name != Node).Select(static member => new LinkPeer(member.Name, member.Incarnation, member.Address))]);
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var owner = table.Shards[shard];
            // Its own shards it knows better than any table does.
            if (owner.Node != Node && _routes.TrySetFromTable(shard, owner.Node, owner.Epoch))
                OwnerChanged(shard);
            else if (_routes.Of(shard).Node is not null)
                _waiting.Flush(shard, TrySend);
        }
        if (_gateway is not null)
        {
            foreach (var gone in before.Live.Where(member => member.IsGateway && IsGone(member.Name)))
                _gateway.GatewayGone(gone.Name);
            // Who has just appeared may have been connected before it was known to be a gateway.
            foreach (var member in table.Live)
            {
                if (member.IsGateway && member.Name != Node && !before.Live.Any(known => known.Name == member.Name && known.Incarnation == member.Incarnation))
                    Introduce(member.Name);
            }
        }
        _waiting.Expire();
        _watches.Refresh();
    }

    internal void SetOwner(int shard, string? node, long epoch)
    {
        if (_routes.TrySet(shard, node, epoch))
            OwnerChanged(shard);
    }

    /// <summary>This node's rooms of the shard have ended: who watched them from elsewhere watches the next owner.</summary>
    internal void Unwatch(int shard) => _remote.RemoveAll((_, room) => Shards.Of(room) == shard);

    internal void TellPeers(LinkMessage message)
    {
        foreach (var member in _table.Live)
        {
            if (member.Name != Node)
                _links.Send(member.Name, message);
        }
    }

    private void OwnerChanged(int shard)
    {
        // Who waits to be let in comes before the watchers: a room that takes over shows itself when those who were in it are in again.
        _waiting.Flush(shard, TrySend);
        _watches.OwnerChanged(shard);
    }

    private bool TrySend(RoomId room, RoomMessage message) => _routes.Of(Shards.Of(room)).Node switch
    {
        null => false,
        var owner when owner == Node => _rooms is not null && _rooms.Tell(room, message),
        var owner => _links.Send(owner, new ToRoom(room, message)),
    };

    private void ToRoom(string from, ToRoom to)
    {
        if (_rooms is not null && _rooms.Tell(to.Room, to.Message))
            return;
        ClusterMetrics.Instance.Misrouted();
        if (to.Message is Act act)
        {
            LoseRoom(to.Room, act);
            return;
        }
        var route = _routes.Of(Shards.Of(to.Room));
        _links.Send(from, new Misrouted(to.Room, to.Message, route.Node == Node ? null : route.Node, route.Epoch));
    }

    private void SendElsewhere(string node, Misrouted back)
    {
        var shard = Shards.Of(back.Room);
        var known = _routes.Of(shard);
        if (back.Epoch >= known.Epoch && back.Owner != node)
            SetOwner(shard, back.Owner, back.Epoch);
        // Where nothing new was learned it waits for what is learned next, lest two nodes throw it to and fro.
        if (_routes.Of(shard) is { Node: { } owner } now && owner != node && now != known)
            Tell(back.Room, back.Message);
        else
            _waiting.Add(shard, back.Room, back.Message);
    }

    private void LoseRoom(RoomId room, Act act)
    {
        if (act.CommandId != 0)
            Tell(act.Connection, new RoomLost(room));
        else
            ClusterMetrics.Instance.Dropped();
    }

    private void RefuseWaiting(RoomId room, RoomMessage message)
    {
        var why = new Rejected(Codes.Unavailable, "That place has no home just now; try again.");
        if (message is JoinRoom join)
            Tell(join.Connection, new JoinRefused(room, why));
        else if (message is KeepPlace keep)
            Tell(keep.From, new PlaceRefused(keep.State.Record.Id, room, why));
        else
            _logger.LogDebug("{Message} for {Room} was given up: its shard has no owner", message.GetType().Name, room);
    }

    private NodeReport? Report() => _rooms?.Report(Node);

    private bool IsGone(string node) => !_table.Live.Any(member => member.Name == node);

    private void Introduce(string node)
    {
        foreach (var message in _gateway!.Present())
            _links.Send(node, new ToGateway(message));
    }
}
