using System.Collections.Concurrent;
using Actors.Clustering;
using Actors.Storage;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Coordination;

namespace Actors.Tests.Clustering;

public sealed class DatabaseLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly MemoryNodeRegistry _store;
    private readonly ActorSystem _system;
    private readonly Turns _turns = new();

    public DatabaseLeaseTests()
    {
        _store = new MemoryNodeRegistry(new SchedulerTime(this));
        var config = ConfigurationFactory.ParseString("akka.actor.provider = local\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF\n" + ManualScheduler.Hocon)
            .WithFallback(ClusterConfig.Build(new ClusterOptions { Node = "a" }, isGateway: false));
        _system = ActorSystem.Create("lease", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), new LeaseStoreSetup(_store)));
    }

    private ManualScheduler Scheduler => (ManualScheduler)_system.Scheduler;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        var terminated = _system.Terminate();
        while (!terminated.IsCompleted)
        {
            Scheduler.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_held_lease_is_renewed()
    {
        var lease = Of("a");
        Assert.False(lease.CheckLease());
        Assert.True(await lease.Acquire());
        for (var round = 0; round < 50; round++)
            Scheduler.Advance(Interval);
        Assert.True(lease.CheckLease());
        Assert.False(await _store.AcquireAsync("split-brain", "b", Timeout, default));
    }

    [Fact]
    public async Task Acquire_fails_only_after_a_dead_holders_lease_would_have_expired()
    {
        Assert.True(await Of("a").Acquire());
        var refused = _turns.Take(() => Of("b").Acquire());
        Pass(Timeout);
        Assert.False(refused.IsCompleted);
        Assert.False(await WhileTimePassesAsync(refused));
    }

    [Fact]
    public async Task Acquire_succeeds_once_a_dead_holders_lease_expires()
    {
        Assert.True(await _store.AcquireAsync("split-brain", "dead", Timeout, default));
        var begun = Scheduler.MonotonicClock;
        Assert.True(await WhileTimePassesAsync(_turns.Take(() => Of("b").Acquire())));
        Assert.InRange(Scheduler.MonotonicClock - begun, Timeout, Timeout + Interval + Interval);
    }

    [Fact]
    public async Task A_brief_database_outage_neither_refuses_nor_loses_a_lease()
    {
        _store.IsAway = true;
        var lease = Of("a");
        var acquired = _turns.Take(() => lease.Acquire(static _ => Assert.Fail("lost")));
        Pass(TimeSpan.FromSeconds(1));
        Assert.False(acquired.IsCompleted);
        _store.IsAway = false;
        Assert.True(await WhileTimePassesAsync(acquired));
        _store.IsAway = true;
        Scheduler.Advance(Interval * 2);
        _store.IsAway = false;
        Scheduler.Advance(Timeout);
        Assert.True(lease.CheckLease());
    }

    [Fact]
    public async Task A_lasting_database_outage_makes_Acquire_throw()
    {
        _store.IsAway = true;
        await Assert.ThrowsAsync<LeaseException>(() => WhileTimePassesAsync(_turns.Take(() => Of("a").Acquire())));
        Assert.True(Scheduler.MonotonicClock >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_lease_that_cannot_be_renewed_is_lost_no_later_than_it_expires_in_the_database()
    {
        Exception? lost = null;
        var lease = Of("a");
        Assert.True(await lease.Acquire(cause => lost = cause));
        _store.IsAway = true;
        Scheduler.Advance(Timeout - TimeSpan.FromMilliseconds(1));
        Assert.True(lease.CheckLease());
        Scheduler.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(lease.CheckLease());
        Scheduler.Advance(Interval);
        Assert.IsType<LeaseTimeoutException>(lost);
        _store.IsAway = false;
        Assert.True(await _store.AcquireAsync("split-brain", "b", Timeout, default));
    }

    [Fact]
    public async Task A_lease_taken_by_another_is_lost_at_the_next_renewal()
    {
        Exception? lost = null;
        var lease = Of("a");
        Assert.True(await lease.Acquire(cause => lost = cause));
        await _store.ReleaseAsync("split-brain", "a", default);
        Assert.True(await _store.AcquireAsync("split-brain", "b", Timeout, default));
        Scheduler.Advance(Interval);
        Assert.IsType<LeaseException>(lost);
        Assert.False(lease.CheckLease());
    }

    [Fact]
    public async Task A_released_lease_is_free_and_no_longer_renewed()
    {
        var lease = Of("a");
        Assert.True(await lease.Acquire(static _ => Assert.Fail("lost")));
        Assert.True(await lease.Release());
        Assert.False(lease.CheckLease());
        Assert.True(await _store.AcquireAsync("split-brain", "b", TimeSpan.FromMinutes(1), default));
        Scheduler.Advance(TimeSpan.FromSeconds(30));
        Assert.False(lease.CheckLease());
    }

    private Lease Of(string owner) => LeaseProvider.Get(_system).GetLease("split-brain", "actors.cluster.lease", owner);

    private Task<bool> WhileTimePassesAsync(Task<bool> asked)
    {
        for (var steps = 0; !asked.IsCompleted; steps++)
        {
            Assert.True(steps < 1_000, "no answer");
            Pass(Step);
        }
        return asked;
    }

    private void Pass(TimeSpan time)
    {
        for (var end = Scheduler.MonotonicClock + time; Scheduler.MonotonicClock < end; _turns.Run())
            Scheduler.Advance(Step);
    }

    /// <summary>Runs the lease's continuations on the test's thread, so that no time passes while a pool thread is still on its way to the next request.</summary>
    private sealed class Turns : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback What, object? With)> _waiting = new();

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue((d, state));

        public void Run()
        {
            while (_waiting.TryDequeue(out var next))
                Take(() => { next.What(next.With); return true; });
        }

        public T Take<T>(Func<T> turn)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return turn();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }

    private sealed class SchedulerTime(DatabaseLeaseTests test) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + test.Scheduler.MonotonicClock;
    }
}
