using Actors.Gateway.Connections;
using Actors.World;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Sessions;

public sealed class ResumeTokenClockTests
{
    private static readonly byte[] Key = new byte[ResumeTokens.KeyBytes];
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <param name="clockMoved">Seconds by which the clock is ahead, when the token is used, of the clock that issued it.</param>
    [Theory]
    [InlineData(0, true)]
    [InlineData(12 * 3600 - 1, true)]
    [InlineData(12 * 3600, false)]
    [InlineData(-3599, true)]
    [InlineData(-3601, false)]
    [InlineData(-3600 * 24 * 365, false)]
    public void A_token_is_valid_for_its_lifetime_unless_issued_by_a_clock_far_ahead(int clockMoved, bool isGood)
    {
        var issued = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var token = new ResumeTokens(Key, new FakeTimeProvider(issued), Lifetime).Issue(new PlayerId(7), new RoomId("plaza"));
        var read = new ResumeTokens(Key, new FakeTimeProvider(issued.AddSeconds(clockMoved)), Lifetime).TryRead(token, out var player, out var room);
        Assert.Equal(isGood, read);
        if (isGood)
            Assert.Equal((7, "plaza"), (player.Value, room.Value));
    }
}
