using Actors.Dispatch;
using Actors.TestKit;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Actors.Tests.Dispatch;

public sealed class TimerQueueTests : IDisposable
{
    /// <summary>The smallest difference that the clock's odd frequency can resolve.</summary>
    private static readonly TimeSpan OneTimestamp = TimeSpan.FromTicks(3);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<Exception> _failures = [];
    private readonly IScheduler _scheduler; // a Cancelable requires it, though it is not used here
    private readonly TimerQueue _queue;

    public TimerQueueTests()
    {
        _queue = new TimerQueue(_clock, (failure, _) => _failures.Add(failure));
        _scheduler = new PlatformTimerScheduler(ConfigurationFactory.Empty, NoLogger.Instance, _clock);
    }

    public void Dispose() => _queue.Dispose();

    [Theory]
    [InlineData(TimeSpan.TicksPerSecond)]
    [InlineData(ManualTimeProvider.OddFrequency)]
    public void Actions_run_once_in_order_never_early_and_at_most_a_millisecond_late(long frequency)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var clock = new ManualTimeProvider(timestampFrequency: frequency);
            clock.Advance(TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerHour)));
            using var queue = new TimerQueue(clock, static (failure, _) => throw failure);
            var expected = new Dictionary<int, TimeSpan>();
            var ran = new List<(TimeSpan Due, int Id)>();
            var cancelables = new List<(int Id, Cancelable Cancelable)>();
            for (var step = 0; step < 400; step++)
            {
                switch (random.Next(4))
                {
                    case 0 or 1:
                        var delay = Delay(random);
                        var cancelable = new Cancelable(_scheduler);
                        var id = step;
                        cancelables.Add((id, cancelable));
                        expected[id] = clock.Elapsed + delay;
                        queue.Add(new ScheduledAction(() => OnDue(id), TimeSpan.Zero, cancelable), delay);
                        break;
                    case 2 when cancelables.Count > 0:
                        var (cancelled, token) = cancelables[random.Next(cancelables.Count)];
                        token.Cancel(throwOnFirstException: true);
                        expected.Remove(cancelled);
                        break;
                    default:
                        clock.Advance(Delay(random));
                        break;
                }
            }
            clock.Advance(TimeSpan.FromDays(100));
            Assert.Empty(expected);
            Assert.Equal(0, queue.Count);
            Assert.All(ran.Zip(ran.Skip(1)), pair => Assert.True(pair.First.Due <= pair.Second.Due + OneTimestamp, $"seed {seed}"));

            void OnDue(int id)
            {
                Assert.True(expected.Remove(id, out var due), $"seed {seed}: {id} ran twice or after it was cancelled");
                Assert.InRange(clock.Elapsed - due, -OneTimestamp, TimeSpan.FromMilliseconds(1) + OneTimestamp);
                ran.Add((due, id));
            }
        }
    }

    [Fact]
    public void Actions_due_together_run_in_the_order_they_were_scheduled()
    {
        var ran = new List<int>();
        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            Add(() => ran.Add(number), Milliseconds(7));
        }
        _clock.Advance(Milliseconds(7));
        Assert.Equal(Enumerable.Range(0, 1000), ran);
    }

    [Fact]
    public void A_periodic_action_does_not_drift()
    {
        var ran = new List<TimeSpan>();
        Add(() => ran.Add(_clock.Elapsed), Milliseconds(3), period: TimeSpan.FromMilliseconds(2.5));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3999, ran.Count);
        for (var i = 0; i < ran.Count; i++)
            Assert.InRange(ran[i] - (Milliseconds(3) + (i * TimeSpan.FromMilliseconds(2.5))), TimeSpan.Zero, Milliseconds(1));
    }

    [Fact]
    public void Actions_with_long_periods_are_coalesced()
    {
        var ran = new List<TimeSpan>();
        for (var i = 1; i <= 40; i++)
        {
            _clock.Advance(Milliseconds(3));
            Add(() => ran.Add(_clock.Elapsed), Milliseconds(100), period: Milliseconds(50 * (2 + (i % 3))));
        }
        var began = _clock.Elapsed;
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.InRange(ran.Count, 40 * 50, 40 * 100);
        Assert.InRange(ran.Where(at => at > began).Distinct().Count(), 100, 200);
    }

    [Fact]
    public void A_coalesced_action_starts_at_most_50_ms_late_and_keeps_its_period()
    {
        _clock.Advance(Milliseconds(7));
        var ran = new List<TimeSpan>();
        Add(() => ran.Add(_clock.Elapsed), Milliseconds(250), period: Milliseconds(130));
        _clock.Advance(Milliseconds(700));
        Assert.Equal([Milliseconds(300), Milliseconds(430), Milliseconds(560), Milliseconds(690)], ran);
    }

    [Fact]
    public void Periods_missed_during_a_pause_are_skipped()
    {
        var ran = new List<TimeSpan>();
        Add(() =>
        {
            ran.Add(_clock.Elapsed);
            if (ran.Count == 1)
                _clock.Advance(Milliseconds(95)); // the thread is blocked
        }, Milliseconds(10), period: Milliseconds(10));
        _clock.Advance(Milliseconds(130));
        Assert.Equal([Milliseconds(10), Milliseconds(105), Milliseconds(110), Milliseconds(120), Milliseconds(130)], ran.Take(5));
    }

    [Fact]
    public void A_cancelled_periodic_action_stops_and_leaves_the_queue()
    {
        var ran = 0;
        using var cancelable = new Cancelable(_scheduler);
        Add(() =>
        {
            if (++ran == 3)
                cancelable.Cancel();
        }, Milliseconds(1), Milliseconds(1), cancelable);
        _clock.Advance(Milliseconds(100));
        Assert.Equal(3, ran);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void Cancelled_actions_do_not_pile_up_until_due()
    {
        for (var i = 0; i < 100_000; i++)
        {
            var cancelable = new Cancelable(_scheduler);
            Add(static () => { }, TimeSpan.FromHours(1), cancelable: cancelable);
            cancelable.Cancel();
        }
        Assert.InRange(_queue.Count, 0, 2048);
    }

    [Fact]
    public void A_throwing_action_is_reported_and_not_repeated_and_others_run()
    {
        var ran = 0;
        Add(static () => throw new InvalidOperationException(), Milliseconds(1), period: Milliseconds(1));
        Add(() => ran++, Milliseconds(1));
        _clock.Advance(Milliseconds(10));
        Assert.Single(_failures);
        Assert.Equal(1, ran);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void A_queue_with_nothing_due_does_not_wake()
    {
        Add(static () => { }, Milliseconds(5));
        _clock.Advance(Milliseconds(5));
        Assert.False(_clock.FireNext(TimeSpan.MaxValue));
    }

    [Fact]
    public void A_zero_delay_action_added_by_a_due_one_waits_for_the_next_firing()
    {
        var ran = 0;
        Add(Again, TimeSpan.Zero);
        Assert.True(_clock.FireNext(TimeSpan.Zero));
        Assert.Equal(1, ran);
        Assert.True(_clock.FireNext(TimeSpan.Zero));
        Assert.Equal(2, ran);

        void Again()
        {
            ran++;
            Add(Again, TimeSpan.Zero);
        }
    }

    [Fact]
    public void A_closed_queue_runs_nothing_and_takes_nothing()
    {
        var ran = 0;
        Add(() => ran++, Milliseconds(1), period: Milliseconds(1));
        Assert.Single(_queue.Close());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, ran);
        Assert.Throws<SchedulerException>(() => Add(static () => { }, Milliseconds(1)));
    }

    [Fact]
    public void An_infinite_delay_is_accepted() => Add(static () => { }, TimeSpan.MaxValue);

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan Delay(Random random) => random.Next(3) switch
    {
        0 => TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerMillisecond * 10)),
        1 => TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerSecond)),
        _ => TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerDay * 3)),
    };

    private void Add(Action action, TimeSpan delay, TimeSpan period = default, ICancelable? cancelable = null) =>
        _queue.Add(new ScheduledAction(action, period, cancelable), delay);
}
