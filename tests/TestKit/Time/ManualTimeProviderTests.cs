namespace Actors.TestKit.Tests.Time;

public sealed class ManualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(TimeSpan.TicksPerSecond)]
    [InlineData(ManualTimeProvider.OddFrequency)]
    [InlineData(1_000_000_000)]
    public void Timestamps_UTC_time_and_elapsed_time_agree(long frequency)
    {
        var clock = new ManualTimeProvider(timestampFrequency: frequency);
        var (stamp, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(TimeSpan.FromHours(5), clock.GetElapsedTime(stamp));
        Assert.Equal(5 * 3600 * frequency, clock.GetTimestamp() - stamp);
        Assert.Equal(now.AddHours(5), clock.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_time()
    {
        var clock = new ManualTimeProvider();
        var fired = new List<string>();
        Timer("b", 2 * Second);
        Timer("a", Second);
        Timer("b2", 2 * Second);
        clock.Advance(3 * Second);
        Assert.Equal(["a at 1", "b at 2", "b2 at 2"], fired);

        void Timer(string name, TimeSpan due) => clock.CreateTimer(
            _ => fired.Add($"{name} at {clock.Elapsed.TotalSeconds}"), null, due, Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_disposed()
    {
        var clock = new ManualTimeProvider();
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, 2 * Second, Second);
        clock.Advance(5 * Second);
        Assert.Equal(4, fired);
        timer.Dispose();
        Assert.False(timer.Change(Second, Second));
        clock.Advance(5 * Second);
        Assert.Equal(4, fired);
    }

    [Fact]
    public void A_changed_timer_keeps_only_the_new_time()
    {
        var clock = new ManualTimeProvider();
        var fired = new List<TimeSpan>();
        var timer = clock.CreateTimer(_ => fired.Add(clock.Elapsed), null, Second, Timeout.InfiniteTimeSpan);
        Assert.True(timer.Change(3 * Second, Timeout.InfiniteTimeSpan));
        clock.Advance(10 * Second);
        Assert.Equal([3 * Second], fired);
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(-Second, Second));
    }

    [Fact]
    public async Task Task_Delay_follows_the_manual_clock()
    {
        var clock = new ManualTimeProvider();
        var delay = Task.Delay(Second, clock);
        clock.Advance(Second - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        await delay;
    }
}
