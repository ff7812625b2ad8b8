using Actors.Tools.Latency;

namespace Actors.Tools.Tests;

public sealed class LinkScheduleTests
{
    [Fact]
    public void A_datagrams_delay_is_latency_plus_up_to_jitter_and_may_reorder()
    {
        var schedule = new LinkSchedule(new LinkConditions(50, 20, 0, 0, 9), 1);
        var due = Enumerable.Range(0, 1000).Select(i => schedule.TryDatagram(i, 100, out var at) ? at : -1).ToArray();
        Assert.All(due.Select((at, i) => at - i), delay => Assert.InRange(delay, 50, 70));
        Assert.Contains(due.Zip(due.Skip(1)), pair => pair.Second < pair.First);
    }

    [Fact]
    public void A_stream_is_never_reordered()
    {
        var schedule = new LinkSchedule(new LinkConditions(50, 200, 0.2, 0, 9), 1);
        double last = 0;
        for (var i = 0; i < 1000; i++)
        {
            var due = schedule.Chunk(i, 3000);
            Assert.True(due >= last && due >= i + 50);
            last = due;
        }
    }

    [Fact]
    public void A_lost_segment_stalls_for_retransmissions()
    {
        var schedule = new LinkSchedule(new LinkConditions(10, 0, 1, 0, 9), 1);
        Assert.Equal(10 + 200 + 400 + 800 + 1600 + 3200, schedule.Chunk(0, 100));
    }

    [Fact]
    public void The_same_seed_gives_the_same_losses()
    {
        var conditions = new LinkConditions(0, 0, 0.5, 0, 4);
        var (one, other) = (new LinkSchedule(conditions, 1), new LinkSchedule(conditions, 1));
        for (var i = 0; i < 200; i++)
            Assert.Equal(one.TryDatagram(i, 1, out _), other.TryDatagram(i, 1, out _));
    }

    [Fact]
    public void Limited_bandwidth_queues_datagrams_and_idle_time_earns_no_credit()
    {
        var schedule = new LinkSchedule(new LinkConditions(10, 0, 0, 100_000, 9), 1);
        double DueOf(double now, int bytes) => schedule.TryDatagram(now, bytes, out var due) ? due : -1;
        Assert.Equal([10 + 5, 10 + 10, 10 + 12], new[] { DueOf(0, 500), DueOf(0, 500), DueOf(1, 200) });
        Assert.Equal([1000 + 10 + 5, 1000 + 10 + 10], new[] { DueOf(1000, 500), DueOf(1000, 500) });
    }

    [Fact]
    public void A_stream_never_exceeds_its_bandwidth()
    {
        var schedule = new LinkSchedule(new LinkConditions(0, 30, 0, 64_000, 9), 1);
        for (var i = 1; i <= 1000; i++)
            Assert.True(schedule.Chunk(0, 640) >= i * 10 - 1e-6);
    }
}
