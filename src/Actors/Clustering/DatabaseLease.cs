using Actors.Storage;
using Akka.Actor;
using Akka.Coordination;
using Akka.Event;

namespace Actors.Clustering;

/// <summary>
/// A lease in the shared database, for the split brain resolver: of two sides that cannot see each other, the one that gets the lease stays.
/// <para>
/// It is more than one conditional update because the resolver asks once, and a refusal makes its side down itself. Two kinds of refusal must not count. First, the holder may be
/// dead (it downed a node, then was killed itself). Its lease ends within <c>heartbeat-timeout</c>, so a refused side keeps asking for that long; a live holder renews, and the
/// answer stays no. Second, the database may be away. Nobody knows anything then, and all sides would down themselves, so the question stays open for
/// <c>lease-operation-timeout</c>. Waiting is safe, because rooms are fenced by their epochs, not by this lease.
/// </para>
/// Time is measured by the ActorSystem's scheduler. For its holder a lease ends <c>heartbeat-timeout</c> after the renewal was <em>sent</em>, so never later than in the database.
/// </summary>
public sealed class DatabaseLease : Lease
{
    private readonly ILeaseStore _store;
    private readonly IScheduler _scheduler;
    private readonly ILoggingAdapter _log;
    private readonly TimeSpan _duration;
    private readonly TimeSpan _interval;
    private readonly Lock _lock = new();
    private Holding? _holding;

    /// <summary>Called by Akka.</summary>
    public DatabaseLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        var setup = system.Settings.Setup.Get<LeaseStoreSetup>();
        _store = setup.HasValue ? setup.Value.Store : throw new InvalidOperationException($"The ActorSystem was made without a {nameof(LeaseStoreSetup)}.");
        _scheduler = system.Scheduler;
        _log = Logging.GetLogger(system, typeof(DatabaseLease));
        _duration = settings.TimeoutSettings.HeartbeatTimeout;
        _interval = settings.TimeoutSettings.HeartbeatInterval;
    }

    /// <inheritdoc/>
    public override Task<bool> Acquire() => Acquire(static _ => { });

    /// <inheritdoc/>
    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        var giveUp = _scheduler.MonotonicClock + Settings.TimeoutSettings.OperationTimeout;
        TimeSpan? refusedSince = null;
        while (true)
        {
            var sent = _scheduler.MonotonicClock;
            try
            {
                if (await AskAsync())
                {
                    Hold(new Holding(leaseLostCallback) { Until = sent + _duration });
                    return true;
                }
                refusedSince ??= sent;
                if (sent >= refusedSince + _duration + _interval)
                    return false;
            }
            catch (Exception away) when (_scheduler.MonotonicClock < giveUp)
            {
                _log.Warning(away, "The lease {0} cannot be asked for; trying again", Settings.LeaseName);
                refusedSince = null;
            }
            catch (Exception away)
            {
                throw new LeaseException($"The lease {Settings.LeaseName} could not be asked for in {Settings.TimeoutSettings.OperationTimeout.TotalSeconds} s: {away.Message}", away);
            }
            await PauseAsync();
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> Release()
    {
        Take()?.Stop();
        await _store.ReleaseAsync(Settings.LeaseName, Settings.OwnerName, CancellationToken.None);
        return true;
    }

    /// <inheritdoc/>
    public override bool CheckLease()
    {
        lock (_lock)
            return _holding is { } holding && _scheduler.MonotonicClock < holding.Until;
    }

    private void Hold(Holding holding)
    {
        Holding? before;
        lock (_lock)
            (before, _holding) = (_holding, holding);
        before?.Stop();
        Next(holding);
    }

    private Holding? Take()
    {
        lock (_lock)
        {
            var holding = _holding;
            _holding = null;
            return holding;
        }
    }

    private bool IsCurrent(Holding holding)
    {
        lock (_lock)
            return ReferenceEquals(_holding, holding);
    }

    private void Next(Holding holding) => holding.Renewal = _scheduler.Advanced.ScheduleOnceCancelable(_interval, () => _ = RenewAsync(holding));

    private async Task RenewAsync(Holding holding)
    {
        if (!IsCurrent(holding))
            return;
        var sent = _scheduler.MonotonicClock;
        if (sent >= holding.Until)
        {
            Lose(holding, new LeaseTimeoutException($"The lease {Settings.LeaseName} could not be renewed in time."));
            return;
        }
        try
        {
            if (!await AskAsync())
            {
                Lose(holding, new LeaseException($"The lease {Settings.LeaseName} is another's."));
                return;
            }
            lock (_lock)
                holding.Until = sent + _duration;
        }
        catch (Exception away)
        {
            _log.Warning(away, "The lease {0} cannot be renewed", Settings.LeaseName);
        }
        if (IsCurrent(holding))
            Next(holding);
    }

    private void Lose(Holding holding, Exception cause)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_holding, holding))
                return;
            _holding = null;
        }
        ClusterMetrics.Instance.LeaseLost();
        _log.Warning("{0}", cause.Message);
        holding.Lost(cause);
    }

    /// <summary>Asks once. An answer that comes later than the lease would last is of no use.</summary>
    private async Task<bool> AskAsync()
    {
        using var overdue = new CancellationTokenSource();
        var timer = _scheduler.Advanced.ScheduleOnceCancelable(_duration, overdue.Cancel);
        try
        {
            return await _store.AcquireAsync(Settings.LeaseName, Settings.OwnerName, _duration, overdue.Token);
        }
        finally
        {
            timer.Cancel();
        }
    }

    private Task PauseAsync()
    {
        var pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scheduler.Advanced.ScheduleOnce(_interval, pause.SetResult);
        return pause.Task;
    }

    private sealed class Holding(Action<Exception> lost)
    {
        public Action<Exception> Lost { get; } = lost;

        /// <summary>By the scheduler's monotonic clock.</summary>
        public TimeSpan Until { get; set; }

        public ICancelable? Renewal { get; set; }

        public void Stop() => Renewal?.Cancel();
    }
}
