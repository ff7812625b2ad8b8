using Actors.Rooms;

namespace Actors.Tests.Rooms;

public sealed class RoomRetryTests
{
    [Fact]
    public void The_retry_delay_is_an_eighth_of_the_wait_within_limits()
    {
        var retry = new RoomRetry();
        var (asked, waited) = (0, TimeSpan.Zero);
        while (waited < TimeSpan.FromMinutes(1))
        {
            var pause = retry.Next();
            Assert.Equal(Math.Clamp(waited.TotalMilliseconds / 8, 150, 2_000), pause.TotalMilliseconds, 0.01);
            waited += pause;
            asked++;
        }
        Assert.InRange(asked, 40, 60);
    }
}
