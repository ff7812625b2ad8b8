using Actors.Rooms;
using Actors.World;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Rooms;

public sealed class RoomTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-3600, 72_000)]
    [InlineData(10, 0)]
    [InlineData(3600 * 24 * 365, 0)]
    public void World_time_begins_at_its_epoch_even_on_a_node_whose_clock_is_behind(int epochSeconds, long tick)
    {
        var clock = new FakeTimeProvider(Now);
        var time = new RoomTime(clock, Now.AddSeconds(epochSeconds), new WorldRules { TickMilliseconds = 50 });
        Assert.Equal(tick, time.CurrentTick);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(tick + 20, time.CurrentTick);
    }
}
