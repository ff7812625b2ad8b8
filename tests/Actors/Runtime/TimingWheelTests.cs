using Actors.Runtime;
using Actors.Runtime.Timers;

namespace Actors.Tests.Runtime;

public sealed class TimingWheelTests
{
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(5);

    /// <summary>The odd clock tells times apart that are this far apart.</summary>
    private static readonly TimeSpan OneTimestamp = TimeSpan.FromTicks(3);

    [Theory]
    [InlineData(TimeSpan.TicksPerSecond)]
    [InlineData(ManualTimeProvider.OddFrequency)]
    public void Any_timers_fire_once_in_order_never_early_and_at_most_a_tick_late(long frequency)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var clock = new ManualTimeProvider(timestampFrequency: frequency);
            clock.Advance(TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerHour)));
            using var wheel = new TimingWheel(clock, Resolution);
            var expected = new Dictionary<int, TimeSpan>();
            var fired = new List<(int Id, TimeSpan Due)>();
            var running = new List<(int Id, WheelTimer Timer)>();
            for (var step = 0; step < 400; step++)
            {
                switch (random.Next(4))
                {
                    case 0 or 1:
                        Start(step, Delay(random));
                        break;
                    case 2 when running.Count > 0:
                        var (id, timer) = running[random.Next(running.Count)];
                        if (random.Next(2) == 0)
                        {
                            timer.Dispose();
                            expected.Remove(id);
                        }
                        else if (expected.ContainsKey(id))
                        {
                            Restart(id, timer, Delay(random));
                        }
                        break;
                    default:
                        clock.Advance(Delay(random));
                        break;
                }
            }
            clock.Advance(TimeSpan.FromDays(100));
            Assert.Empty(expected);
            Assert.All(fired.Zip(fired.Skip(1)), pair => Assert.True(pair.First.Due <= pair.Second.Due + OneTimestamp, $"seed {seed}"));

            void Start(int id, TimeSpan delay)
            {
                var timer = wheel.CreateTimer(_ => OnDue(id), null);
                running.Add((id, timer));
                Restart(id, timer, delay);
            }

            void Restart(int id, WheelTimer timer, TimeSpan delay)
            {
                expected[id] = clock.Elapsed + delay;
                Assert.True(timer.Change(delay, Timeout.InfiniteTimeSpan));
            }

            void OnDue(int id)
            {
                Assert.True(expected.Remove(id, out var due), $"seed {seed}: {id} fired twice or after it was stopped");
                // The system's timers count whole milliseconds, so the wheel rounds its wait up to one.
                Assert.InRange(clock.Elapsed - due, -OneTimestamp, Resolution + TimeSpan.FromMilliseconds(2));
                fired.Add((id, due));
            }
        }
    }

    [Fact]
    public void A_wheel_with_nothing_due_does_not_wake()
    {
        var clock = new CountingClock();
        using var wheel = new TimingWheel(clock, Resolution);
        clock.Inner.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, clock.Wakes);
        var fired = 0;
        wheel.CreateTimer(_ => fired++, null).Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        clock.Inner.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, fired);
        // Once for each level that the timer was moved down, at most.
        Assert.InRange(clock.Wakes, 1, 7);
    }

    [Fact]
    public void A_timer_may_start_and_stop_others_when_it_fires()
    {
        var clock = new ManualTimeProvider();
        using var wheel = new TimingWheel(clock, Resolution);
        var fired = new List<string>();
        var victim = wheel.CreateTimer(_ => fired.Add("victim"), null);
        var next = wheel.CreateTimer(_ => fired.Add($"next {clock.Elapsed.TotalMilliseconds}"), null);
        var first = wheel.CreateTimer(
            _ =>
            {
                fired.Add("first");
                victim.Dispose();
                next.Change(TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
            },
            null);
        first.Change(TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
        victim.Change(TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "next 20"], fired);
    }

    [Fact]
    public void A_timer_that_was_disposed_cannot_be_started_again()
    {
        var clock = new ManualTimeProvider();
        using var wheel = new TimingWheel(clock, Resolution);
        var timer = wheel.CreateTimer(_ => Assert.Fail("fired"), null);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        clock.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void The_longest_time_is_no_error()
    {
        var clock = new ManualTimeProvider();
        using var wheel = new TimingWheel(clock, Resolution);
        clock.Advance(TimeSpan.FromDays(1));
        var timer = wheel.CreateTimer(_ => Assert.Fail("fired"), null);
        Assert.True(timer.Change(TimeSpan.MaxValue, Timeout.InfiniteTimeSpan));
        clock.Advance(TimeSpan.FromDays(1000));
    }

    /// <summary>From nothing to weeks, with every magnitude as likely.</summary>
    private static TimeSpan Delay(Random random) =>
        random.Next(10) == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Pow(10, random.NextDouble() * 13));

    private sealed class CountingClock : TimeProvider
    {
        public ManualTimeProvider Inner { get; } = new();

        public int Wakes { get; private set; }

        public override long TimestampFrequency => Inner.TimestampFrequency;

        public override long GetTimestamp() => Inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Inner.CreateTimer(
                given =>
                {
                    Wakes++;
                    callback(given);
                },
                state,
                dueTime,
                period);
    }
}
