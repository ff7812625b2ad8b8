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
    public void What_comes_in_time_is_not_stale_whatever_the_clocks_differ_by(int aheadMilliseconds)
    {
        var age = new ElementAge();
        for (var sent = 0; sent < 10_000; sent += TickMilliseconds)
            Assert.False(age.IsStale(TimeSpan.FromMilliseconds(sent + WayMilliseconds + aheadMilliseconds), sent));
    }

    [Theory]
    [InlineData(-5_000)]
    [InlineData(5_000)]
    public void What_was_on_its_way_while_the_gateway_stood_still_is_stale_and_what_comes_after_it_is_not(int aheadMilliseconds)
    {
        var age = new ElementAge();
        age.IsStale(TimeSpan.FromMilliseconds(1000 + WayMilliseconds + aheadMilliseconds), 1000);
        var awake = TimeSpan.FromMilliseconds(21_000 + aheadMilliseconds);
        for (var sent = 1050; sent < 1050 + (32 * TickMilliseconds); sent += TickMilliseconds)
            Assert.True(age.IsStale(awake, sent));
        Assert.False(age.IsStale(awake + TimeSpan.FromMilliseconds(WayMilliseconds), 21_000));
    }

    [Fact]
    public void A_way_that_takes_longer_from_now_on_is_got_used_to()
    {
        var age = new ElementAge();
        age.IsStale(TimeSpan.FromMilliseconds(WayMilliseconds), 0);
        var stale = 0;
        for (var sent = TickMilliseconds; sent < 20_000; sent += TickMilliseconds)
            stale += age.IsStale(TimeSpan.FromMilliseconds(sent + 2000), sent) ? 1 : 0;
        Assert.Equal(ElementAge.MaxStaleInARow, stale);
    }
}
