using Actors.Rooms;

namespace Actors.Tests.Rooms;

public sealed class RoomRetryTests
{
    [Fact]
    public void Whoever_waits_for_a_room_is_later_than_the_room_by_an_eighth_of_the_wait_at_most_and_asks_no_more_often_than_that()
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
