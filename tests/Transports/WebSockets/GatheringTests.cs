using Actors.WebSockets.Sockets;

namespace Actors.Transports.Tests.WebSockets;

public sealed class GatheringTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan Later = Gathering.BusyWithin;

    private readonly Gathering _gathering = new(batch: 256);

    [Fact]
    public void One_client_in_rapid_conversation_is_not_delayed()
    {
        Assert.True(_gathering.Pauses(AtOnce, 1, 7));
        for (var i = 0; i < 100; i++)
            Assert.False(_gathering.Pauses(AtOnce, 1, 7));
    }

    [Fact]
    public void Clients_arriving_in_rapid_succession_are_gathered()
    {
        for (var client = 0; client < 100; client++)
            Assert.True(_gathering.Pauses(AtOnce, 1, client % 3));
    }

    [Fact]
    public void After_several_arrivals_one_lone_arrival_is_still_gathered()
    {
        Assert.True(_gathering.Pauses(AtOnce, 1, 7));
        Assert.True(_gathering.Pauses(AtOnce, 2, 7));
        Assert.True(_gathering.Pauses(AtOnce, 1, 7));
        Assert.False(_gathering.Pauses(AtOnce, 1, 7));
    }

    [Fact]
    public void Arrivals_after_a_millisecond_of_rest_are_read_at_once() => Assert.False(_gathering.Pauses(Later, 3, 7));

    [Fact]
    public void A_full_batch_is_followed_by_the_next_without_a_pause() => Assert.False(_gathering.Pauses(AtOnce, 256, 7));
}
