using Actors.Streams;

namespace Actors.Tests.Streams;

public sealed class ElementAgeTests
{
    private const int TickMilliseconds = 50;
    private const int WayMilliseconds = 3;

    [Theory]
    [InlineData(0)]
    [InlineData(-5_000)]
    [InlineData(5_000)]
    public void A_timely_element_is_not_stale_whatever_the_clock_offset(int aheadMilliseconds)
    {
        var age = new ElementAge();
        for (var sent = 0; sent < 10_000; sent += TickMilliseconds)
            Assert.False(age.IsStale(TimeSpan.FromMilliseconds(sent + WayMilliseconds + aheadMilliseconds), sent));
    }

    [Theory]
    [InlineData(-5_000)]
    [InlineData(5_000)]
    public void Elements_in_flight_during_a_gateway_pause_are_stale_and_later_ones_are_not(int aheadMilliseconds)
    {
        var age = new ElementAge();
        age.IsStale(TimeSpan.FromMilliseconds(1000 + WayMilliseconds + aheadMilliseconds), 1000);
        var awake = TimeSpan.FromMilliseconds(21_000 + aheadMilliseconds);
        for (var sent = 1050; sent < 1050 + (32 * TickMilliseconds); sent += TickMilliseconds)
            Assert.True(age.IsStale(awake, sent));
        Assert.False(age.IsStale(awake + TimeSpan.FromMilliseconds(WayMilliseconds), 21_000));
    }

    [Fact]
    public void ElementAge_adapts_to_a_lasting_latency_increase()
    {
        var age = new ElementAge();
        age.IsStale(TimeSpan.FromMilliseconds(WayMilliseconds), 0);
        var stale = 0;
        for (var sent = TickMilliseconds; sent < 20_000; sent += TickMilliseconds)
            stale += age.IsStale(TimeSpan.FromMilliseconds(sent + 2000), sent) ? 1 : 0;
        Assert.Equal(ElementAge.MaxStaleInARow, stale);
    }
}
