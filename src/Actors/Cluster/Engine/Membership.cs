using Actors.Cluster.Links;
using Actors.Runtime;
using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Engine;

/// <summary>
/// A node's part in the agreement: its lease, and which shards are its own.
/// <para>
/// The database decides. A node takes a shard by one conditional update, which raises the shard's epoch, and every commit names its epoch; so however wrong a
/// node is about the time, or about what it owns, it cannot commit for a shard that another has taken. What this actor adds is that being
/// wrong is short: it stops its rooms when its lease may have ended by its own clock, which is earlier than the database thinks so.
/// </para>
/// <para>
/// A shard that should be another's is given up in three steps: its rooms are sealed and kept, then the database makes the other its owner, or nobody while that one is not known, then
/// the new owner is told, with who was in the rooms, and all others are. If any step fails the next reading of the table shows where things stand, and the rest follows from there.
/// </para>
/// </summary>
internal sealed class Membership(ClusterNode node, ClusterOptions options, ILeaseStore leases) : Actor<MembershipMessage>
{
    private const int RenewalsOfALease = 15;
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMilliseconds(500);

    private readonly OwnShards _own = new(node);
    private readonly KnownNodes _known = new();
    private string _address = "";
    private long _incarnation;
    private long _leaseAskedAt;
    private IScheduled? _leaseEnd;
    private IScheduled? _renewAgain;
    private string?[] _desired = [];
    private bool _polling;
    private bool _pollAgain;
    private bool _taking;
    private bool _releasing;
    private bool _draining;
    private bool _drainingKnown;
    private TaskCompletionSource? _leaving;

    private bool IsMember => _incarnation != 0;

    protected internal override void Receive(MembershipMessage message)
    {
        switch (message)
        {
            case Begin begin:
                _address = begin.Address;
                Context.ScheduleRepeated(options.Lease / 3, new RenewNow());
                Context.ScheduleRepeated(TimeSpan.FromMilliseconds(options.PollMilliseconds), new PollNow());
                Join();
                break;
            case JoinNow when !IsMember && _leaving is null:
                Join();
                break;
            case JoinEnded joined:
                Joined(joined);
                break;
            case RenewNow when IsMember:
                Renew();
                break;
            case RenewEnded renewed when renewed.Incarnation == _incarnation:
                if (renewed.Renewed)
                    LeaseHolds(renewed.AskedAt);
                else
                    LeaseLost("the database says that it has expired");
                break;
            case LeaseEnds ends when ends.Incarnation == _incarnation && IsMember:
                LeaseLost("it could not be renewed in time");
                break;
            case PollNow:
                Poll();
                break;
            case TableRead read:
                _polling = false;
                Apply(read.Table);
                if (_pollAgain)
                    Poll();
                break;
            case OwnersChanged or PeerSeen:
                Balance();
                break;
            case PeerLost:
                // It may have died: the sooner that is known, the better.
                Poll();
                break;
            case TakeEnded taken:
                _taking = false;
                if (taken.Incarnation == _incarnation && IsMember)
                    Take(taken.Granted);
                break;
            case ShardsGot got when got.Given.Incarnation == _incarnation && IsMember && node.Rooms is { } rooms:
                Take(_own.NotYet(got.Given.Shards));
                rooms.Expect([.. got.Given.Guests.Where(guests => _own.Has(Shards.Of(guests.Room)))]);
                break;
            case ShardClosed closed when closed.Incarnation == _incarnation:
                _own.Sealed(closed.Grant);
                Release();
                break;
            case SealOverdue overdue when overdue.Incarnation == _incarnation && _own.IsSealing(overdue.Grant):
                Context.Logger.LogWarning("Shard {Shard} did not come to its end in time; it is given up as it is", overdue.Grant.Shard);
                node.Rooms!.Close(overdue.Grant.Shard, atOnce: true, static () => { });
                break;
            case ReleaseEnded released:
                _releasing = false;
                if (released.Incarnation == _incarnation)
                    Released(released.Released, released.Given);
                break;
            case ShardFenced fenced:
                Fenced(fenced);
                break;
            case Leave leave:
                Leave(leave.Left);
                break;
            case ReleaseNow:
                Release();
                break;
            case DrainingSet:
                AnnounceDraining();
                break;
            case DrainingKnown when _draining:
                _drainingKnown = true;
                Balance();
                break;
            case LeftCluster:
                Ended();
                break;
            case CallFailed failed:
                Failed(failed);
                break;
        }
    }

    protected internal override void Stopped()
    {
        _own.LoseAll();
        _leaving?.TrySetResult();
    }

    /// <summary>A call that is not answered within a lease has failed, whatever it may yet do.</summary>
    private void Call<T>(string name, Func<CancellationToken, Task<T>> work, Func<T, MembershipMessage> ended, MembershipMessage? again = null) => Context.RunAsync(
        cancellation => work(cancellation).WaitAsync(options.Lease, Context.Time, cancellation),
        ended,
        cause => new CallFailed(name, cause, again));

    private void Join()
    {
        var me = new Member(node.Node, 0, _address, node.Rooms is null ? 0 : options.Weight ?? 0, node.IsGateway, Draining: false);
        var askedAt = Context.Time.GetTimestamp();
        Call("join", cancellation => leases.JoinAsync(me, options.Lease, cancellation), joined => new JoinEnded(joined, askedAt), new JoinNow());
    }

    private void Joined(JoinEnded joined)
    {
        if (IsMember)
            return;
        if (joined.Member is not { } me)
        {
            Context.Logger.LogWarning("Another node called {Node} has a lease, perhaps this one before it was started anew; waiting for its end", node.Node);
            Context.Schedule(RetryPeriod, new JoinNow());
            return;
        }
        SetIncarnation(me.Incarnation);
        node.Links.SetSelf(_incarnation);
        Context.Logger.LogInformation("Node {Node} has joined the cluster, incarnation {Incarnation}", node.Node, _incarnation);
        LeaseHolds(joined.AskedAt);
        Poll();
    }

    /// <param name="incarnation">0: it has no lease.</param>
    private void SetIncarnation(long incarnation)
    {
        _incarnation = incarnation;
        node.IsMember = IsMember;
    }

    private void Renew()
    {
        _renewAgain?.Dispose();
        _renewAgain = null;
        var (incarnation, askedAt) = (_incarnation, Context.Time.GetTimestamp());
        Call("renew", cancellation => leases.RenewAsync(node.Node, incarnation, options.Lease, cancellation), renewed => new RenewEnded(incarnation, renewed, askedAt));
    }

    /// <summary>Counted from the moment of asking: the database counts from a later one.</summary>
    private void LeaseHolds(long askedAt)
    {
        if (_leaseEnd is not null && askedAt <= _leaseAskedAt)
            return;
        _leaseAskedAt = askedAt;
        _leaseEnd?.Dispose();
        var left = options.Lease - TimeSpan.FromSeconds(options.LeaseMarginSeconds) - Context.Time.GetElapsedTime(askedAt);
        _leaseEnd = Context.Schedule(left > TimeSpan.Zero ? left : TimeSpan.Zero, new LeaseEnds(_incarnation));
    }

    private void LeaseLost(string why)
    {
        Context.Logger.LogWarning("Node {Node} has lost its lease: {Why}; its {Count} shards are given up", node.Node, why, _own.Count);
        ClusterMetrics.Instance.LeaseLost();
        SetIncarnation(0);
        // Who leaves keeps its lines until it is stopped: what it has said last is still on them.
        node.Links.SetSelf(0);
        _leaseEnd?.Dispose();
        _leaseEnd = null;
        _own.LoseAll();
        if (_leaving is not null)
            Ended();
        else
            Join();
    }

    private void Poll()
    {
        _pollAgain = _polling;
        if (_polling)
            return;
        _polling = true;
        Call("read", leases.ReadAsync, static table => new TableRead(table));
    }

    private void Apply(ClusterTable table)
    {
        node.Apply(table);
        if (!IsMember)
            return;
        var me = table.Live.FirstOrDefault(member => member.Name == node.Node);
        // Read before it joined; or its lease has expired, and the next renewal will say so.
        if (me is null || me.Incarnation < _incarnation)
            return;
        if (me.Incarnation > _incarnation)
        {
            LeaseLost("another node has joined under its name");
            return;
        }
        if (me.Draining && !_draining)
            AnnounceDraining();
        else if (!me.Draining && _leaving is null)
            (_draining, _drainingKnown) = (false, false);
        _known.Read(table.Live);
        _own.Reconcile(table, _incarnation);
        _desired = Placement.Assign(table.Live);
        Balance();
    }

    private bool IsSettled(string name) => node.Table.Live.Any(member => member.Name == name && _known.IsSettled(member));

    /// <summary>Whoever is to take the shards must have read that this node is not to have them: so nobody waits for the next reading in between.</summary>
    private void AnnounceDraining()
    {
        _draining = true;
        Context.Schedule(TimeSpan.FromMilliseconds(options.PollMilliseconds * 1.5), new DrainingKnown());
    }

    /// <summary>Takes what should be this node's and is free; gives up what should be another's.</summary>
    private void Balance()
    {
        if (!IsMember || _desired.Length == 0 || node.Rooms is null)
            return;
        if (!_taking && !_draining)
        {
            int[] free = [.. Enumerable.Range(0, Shards.Count).Where(shard => _desired[shard] == node.Node && !_own.Has(shard) && node.Routes.Of(shard).Node is null)];
            if (free.Length > 0)
                Take(free);
        }
        if (_draining && !_drainingKnown)
            return;
        foreach (var grant in _own.All)
        {
            if (_own.SealingCount >= options.HandOvers)
                break;
            var desired = _desired[grant.Shard];
            if (desired != node.Node && (desired is null ? _leaving is not null : IsSettled(desired)) && !_own.IsSealing(grant))
                Seal(grant);
        }
        if (_leaving is not null && _drainingKnown && _own.Count == 0)
            LeaveDatabase();
    }

    private void Take(int[] free)
    {
        _taking = true;
        var incarnation = _incarnation;
        Call("take", cancellation => leases.TakeAsync(node.Node, incarnation, free, cancellation), granted => new TakeEnded(incarnation, granted));
    }

    private void Take(IReadOnlyList<ShardGrant> granted)
    {
        if (granted.Count == 0)
            return;
        foreach (var grant in granted)
            _own.Take(grant);
        node.TellPeers(new ShardsTaken(granted));
        Context.Logger.LogInformation("Node {Node} has taken {Count} shards and owns {Own}", node.Node, granted.Count, _own.Count);
        Balance();
    }

    private void Seal(ShardGrant grant)
    {
        var incarnation = _incarnation;
        var self = Context.Self;
        _own.Seal(grant, () => self.Tell(new ShardClosed(incarnation, grant)));
        Context.Schedule(TimeSpan.FromMilliseconds(options.SealMilliseconds), new SealOverdue(incarnation, grant));
    }

    /// <summary>Gives each to the node that is to have it, and frees those of which that is not known.</summary>
    private void Release()
    {
        if (_releasing || _own.TakeSealed() is not { Count: > 0 } grants)
            return;
        _releasing = true;
        var incarnation = _incarnation;
        ShardGift[] gifts = [.. grants.Select(Gift).OfType<ShardGift>()];
        Call(
            "release",
            async cancellation =>
            {
                var given = gifts.Length > 0 ? await leases.GiveAsync(node.Node, incarnation, gifts, cancellation) : [];
                if (given.Count < grants.Count)
                    await leases.ReleaseAsync(node.Node, incarnation, [.. grants.Where(grant => !given.Any(gift => gift.Shard == grant.Shard))], cancellation);
                return given;
            },
            given => new ReleaseEnded(incarnation, grants, given),
            new ReleaseFailed(incarnation, grants));
    }

    /// <summary>Null: nobody is known well enough to be given it.</summary>
    private ShardGift? Gift(ShardGrant grant) =>
        _desired.Length > 0 && _desired[grant.Shard] is { } to && to != node.Node && node.Table.Live.FirstOrDefault(member => member.Name == to) is { } next
            ? new ShardGift(grant.Shard, grant.Epoch, to, next.Incarnation)
            : null;

    private void Released(IReadOnlyList<ShardGrant> grants, IReadOnlyList<ShardGift> given)
    {
        _own.Released(grants);
        var guests = grants.ToDictionary(static grant => grant.Shard, grant => node.Rooms!.TakeGuests(grant.Shard));
        foreach (var to in given.GroupBy(static gift => (gift.To, gift.ToIncarnation)))
        {
            // Should it be lost, the next reading of the table tells the same, but for the guests.
            node.Links.Send(to.Key.To, new ShardsGiven(
                to.Key.ToIncarnation, [.. to.Select(static gift => new ShardGrant(gift.Shard, gift.Epoch))], [.. to.SelectMany(gift => guests[gift.Shard])]));
        }
        node.TellPeers(new ShardsReleased(grants));
        ClusterMetrics.Instance.HandedOver(grants.Count);
        Release();
        Balance();
    }

    private void Fenced(ShardFenced fenced)
    {
        ClusterMetrics.Instance.Fenced();
        if (_own.TryLose(fenced.Shard, fenced.Epoch))
        {
            Context.Logger.LogWarning("Shard {Shard} is another node's by now", fenced.Shard);
            Poll();
        }
    }

    private void Leave(TaskCompletionSource left)
    {
        if (_leaving is not null || !IsMember)
        {
            _ = _leaving?.Task.ContinueWith(_ => left.TrySetResult(), TaskScheduler.Default);
            if (_leaving is null)
                left.TrySetResult();
            return;
        }
        _leaving = left;
        _draining = true;
        Call("drain", cancellation => leases.SetDrainingAsync(node.Node, true, cancellation), static _ => new DrainingSet(), new DrainingSet());
    }

    private void LeaveDatabase()
    {
        var incarnation = _incarnation;
        SetIncarnation(0);
        _leaseEnd?.Dispose();
        Call(
            "leave",
            async cancellation =>
            {
                await leases.LeaveAsync(node.Node, incarnation, cancellation);
                return true;
            },
            static _ => new LeftCluster(),
            new LeftCluster());
    }

    private void Ended()
    {
        _own.LoseAll();
        _leaving?.TrySetResult();
    }

    private void Failed(CallFailed failed)
    {
        Context.Logger.LogWarning(failed.Cause, "The database did not answer ({Call})", failed.Call);
        switch (failed.Call)
        {
            case "renew" when IsMember:
                // A database that is back just before the lease ends has kept it, if it is asked in time.
                _renewAgain ??= Context.Schedule(options.Lease / RenewalsOfALease, new RenewNow());
                break;
            case "read":
                _polling = false;
                break;
            case "take":
                // Perhaps granted all the same: the table will say so.
                _taking = false;
                break;
        }
        switch (failed.Again)
        {
            case ReleaseFailed again:
                _releasing = false;
                if (again.Incarnation == _incarnation)
                {
                    foreach (var grant in again.Grants)
                        _own.Sealed(grant);
                    Context.Schedule(RetryPeriod, new ReleaseNow());
                }
                break;
            case { } message:
                Context.Schedule(RetryPeriod, message);
                break;
        }
    }
}
