using System.Collections.Immutable;
using Actors.Storage;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Clustering;

/// <summary>
/// Makes a node a member of the cluster, by means of the table of nodes in the shared database, and renews the node's row there.
/// <para>
/// <b>No two clusters.</b> A node that sees a live member joins it. A node that sees none asks the database for the right to form the cluster. A transaction gives that right to
/// one node only, which then records that it is a member. So when several nodes start at once, one forms the cluster and the others see it a moment later.
/// </para>
/// <para>
/// <b>A cluster that has lost its database is not dead.</b> Its members cannot renew their rows, but a new node cannot read them either, so it waits. When the database is back,
/// members renew their rows within a second. A new node that is faster sees rows of members that are not live. It does not form a cluster before it has watched the table for the
/// time that a row counts as live, and meanwhile it tries to join exactly those members. With no rows at all, as in a new world, it forms the cluster at once.
/// </para>
/// <para>
/// <b>A node retries until it has joined.</b> The table may name members that died a moment ago. Until it is a member, a node may ask others, or form the cluster after all: Akka
/// accepts any number of joins before the first welcome. After that the ActorSystem is bound to its membership for life (<see cref="ActorSystemHost"/> makes the next one).
/// </para>
/// <para>
/// <b>A welcome is not yet membership.</b> If the members that have let a node join die before it knows that it is Up, nobody is left to decide about them or about it, and Akka would
/// wait forever. The same happens if they have removed the node meanwhile. So a node that is not Up and reaches no member that is, or is not Up for much longer than that takes,
/// ends, and the process restarts its ActorSystem.
/// </para>
/// A member continues with what it knows while the database is away. If a second cluster has formed nevertheless, the smaller one ends (<see cref="SecondCluster"/>).
/// </summary>
public sealed class ClusterBootstrap : ReceiveActor, IWithTimers
{
    /// <summary>A second cluster must show in this many beats in a row, so that a node that is just joining, or the row of a node that was just downed, does not count.</summary>
    private const int YieldAfter = 6;

    private readonly INodeRegistry _registry;
    private readonly NodeIdentity _node;
    private readonly BootstrapSettings _settings;
    private readonly ClusterNodes _nodes;
    private readonly DatabaseHold _hold;
    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _address;
    private CancellationTokenSource? _call;
    private ImmutableList<Address> _asked = [];
    private TimeSpan _askedAt;
    private TimeSpan? _firstLook;
    private bool _formed;
    private int _missed;
    private int _strangeBeats;
    private TimeSpan? _waitingSince;
    private TimeSpan? _strandedSince;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ClusterBootstrap(INodeRegistry registry, NodeIdentity node, BootstrapSettings settings, ClusterNodes nodes, DatabaseHold hold)
    {
        (_registry, _node, _settings, _nodes, _hold) = (registry, node, settings, nodes, hold);
        _address = HostPortOf(_cluster.SelfAddress);
        Receive<Look>(_ => Beat());
        Receive<NodeTable>(Answered);
        Receive<MayForm>(Form);
        Receive<RegisterOutcome>(Registered);
        Receive<DatabaseAway>(Missed);
        Receive<CallOverdue>(_ => _call?.Cancel());
    }

    /// <summary>Set by Akka when the actor is made.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _cluster.System.Scheduler.MonotonicClock;

    /// <summary>In some cluster, in whatever status. Such a node no longer has to decide whether to join.</summary>
    private bool IsIn => _cluster.State.Members.Any(member => member.UniqueAddress.Equals(_cluster.SelfUniqueAddress));

    private bool IsMember => _formed || (IsIn && _cluster.SelfMember.Status == MemberStatus.Up);

    /// <summary>One for each ActorSystem of a node in a cluster.</summary>
    public static Props Props(INodeRegistry registry, NodeIdentity node, BootstrapSettings settings, ClusterNodes nodes, DatabaseHold hold) =>
        Akka.Actor.Props.Create(() => new ClusterBootstrap(registry, node, settings, nodes, hold)).WithDeploy(Deploy.Local);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_settings.SeedNodes.Count > 0)
            _cluster.JoinSeedNodes(_settings.SeedNodes.Select(AddressOf));
        Self.Tell(Look.Instance);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _call?.Cancel();

    private void Beat() => Call(cancellation => _registry.BeatAsync(_node.Name, _node.Run, _address, IsMember, _settings.Live, cancellation));

    private void Answered(NodeTable table)
    {
        Ended();
        if (!table.Known)
        {
            if (!_hold.IsLost)
                _log.Warning("The row of this node, {0}, is gone from the table of nodes; registering again", _node.Name);
            Call(cancellation => _registry.RegisterAsync(_node.Name, _node.Run, _node.Role, _node.Rules, _settings.Live, cancellation));
            return;
        }
        _nodes.Publish(table.Live);
        _firstLook ??= Now;
        if (IsIn)
            FindSecondCluster(table);
        else if (_settings.SeedNodes.Count == 0 && Decide(table))
            return;
        Again();
    }

    /// <returns>Whether the database was asked something; then the next look waits for its answer.</returns>
    private bool Decide(NodeTable table)
    {
        if (BootstrapDecision.Of(table, _address, Now - _firstLook!.Value, _settings.Live) is BootstrapDecision.Join join)
        {
            Join([.. join.Addresses.Select(AddressOf)]);
            return false;
        }
        Call(cancellation => FormAsync(cancellation));
        return true;

        async Task<MayForm> FormAsync(CancellationToken cancellation)
        {
            var asked = Now;
            return new MayForm(await _registry.TryFormAsync(_node.Name, _node.Run, _settings.Live, cancellation), asked);
        }
    }

    private void Join(ImmutableList<Address> members)
    {
        if (_asked.SequenceEqual(members) && Now - _askedAt < _settings.JoinRetry)
            return;
        (_asked, _askedAt) = (members, Now);
        _log.Info("Joining the cluster of {0}", string.Join(", ", members));
        _cluster.JoinSeedNodes(members);
    }

    private void Form(MayForm answer)
    {
        Ended();
        // A welcome may have arrived during the call to the database. And after Live another node may get the right, so a node that was paused meanwhile asks again.
        if (!answer.Allowed || IsIn || Now - answer.Asked > _settings.Live / 2)
        {
            Again();
            return;
        }
        _log.Info("No member is there: {0} forms the cluster", _node.Name);
        _formed = true;
        _cluster.Join(_cluster.SelfAddress);
        // The other nodes wait for a row that says so.
        Beat();
    }

    private void Registered(RegisterOutcome outcome)
    {
        Ended();
        if (outcome.RefusedBy is { } other)
            _hold.Lose(NodeRegistration.SentenceOf(other, _node));
        Again();
    }

    private void Missed(DatabaseAway missed)
    {
        Ended();
        ClusterMetrics.Instance.BeatMissed();
        if (_missed++ == 0)
            _log.Warning("The table of nodes cannot be reached; this node goes on with what it knows: {0}", missed.Cause.Message);
        Again();
    }

    private void FindSecondCluster(NodeTable table)
    {
        var known = _cluster.State.Members.Select(static member => HostPortOf(member.Address)).ToHashSet(StringComparer.Ordinal);
        _strangeBeats = IsMember && SecondCluster.MustYield(table.Live, known) ? _strangeBeats + 1 : 0;
        if (_strangeBeats != YieldAfter)
            return;
        ClusterMetrics.Instance.SplitFound();
        _log.Error("There is a second cluster on this database, and it is the one to stay: this node leaves its own, to join that");
        _cluster.Down(_cluster.SelfAddress);
    }

    private void EndWhenStranded()
    {
        if (!IsIn || _cluster.SelfMember.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp))
        {
            (_waitingSince, _strandedSince) = (null, null);
            return;
        }
        _waitingSince ??= Now;
        if (ReachesMember)
            _strandedSince = null;
        else
            _strandedSince ??= Now;
        if (Now - (_strandedSince ?? Now) < _settings.Stranded && Now - _waitingSince < _settings.LongestWait)
            return;
        _log.Error("The members that have let this node in are gone or have given it up, and it has not heard that it is Up: it ends, to join anew");
        (_waitingSince, _strandedSince) = (null, null);
        _cluster.Down(_cluster.SelfAddress);
    }

    private bool ReachesMember
    {
        get
        {
            var state = _cluster.State;
            return state.Members.Any(member => member.Status is MemberStatus.Up or MemberStatus.Leaving && !state.Unreachable.Contains(member));
        }
    }

    private void Call<T>(Func<CancellationToken, Task<T>> call)
    {
        _call = new CancellationTokenSource();
        Timers.StartSingleTimer(CallOverdue.Instance, CallOverdue.Instance, _settings.Live);
        _ = call(_call.Token).PipeTo(Self, success: static answer => answer!, failure: static cause => new DatabaseAway(cause));
    }

    private void Ended()
    {
        Timers.Cancel(CallOverdue.Instance);
        _call?.Dispose();
        _call = null;
    }

    private void Again()
    {
        EndWhenStranded();
        Timers.StartSingleTimer(Look.Instance, Look.Instance, IsMember && IsIn ? _settings.Beat : _settings.Look);
    }

    private Address AddressOf(string hostPort) =>
        HostPort.TryParse(hostPort, out var parsed)
            ? new Address(_cluster.SelfAddress.Protocol, _cluster.SelfAddress.System, parsed.Host, parsed.Port)
            : throw new FormatException($"\"{hostPort}\" is not host:port.");

    private static string HostPortOf(Address address) => new HostPort(address.Host, address.Port ?? 0).ToString();

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }

    private sealed class CallOverdue
    {
        public static readonly CallOverdue Instance = new();
    }

    private sealed record MayForm(bool Allowed, TimeSpan Asked);

    private sealed record DatabaseAway(Exception Cause);
}
