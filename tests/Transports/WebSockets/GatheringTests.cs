using Actors.WebSockets.Sockets;

namespace Actors.Transports.Tests.WebSockets;

public sealed class GatheringTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan Later = Gathering.BusyWithin;

    private readonly Gathering _gathering = new(batch: 256);

    [Fact]
    public void One_client_that_is_answered_and_answers_at_once_is_not_held_up()
    {
        Assert.True(_gathering.Pauses(AtOnce, 1, 7));
        for (var i = 0; i < 100; i++)
            Assert.False(_gathering.Pauses(AtOnce, 1, 7));
    }

    [Fact]
    public void Clients_that_come_one_after_the_other_at_once_are_gathered()
    {
        for (var client = 0; client < 100; client++)
            Assert.True(_gathering.Pauses(AtOnce, 1, client % 3));
    }

    [Fact]
    public void Several_at_once_are_gathered_and_one_of_them_alone_afterwards_is_not_yet_a_conversation()
    {
        Assert.True(_gathering.Pauses(AtOnce, 1, 7));
        Assert.True(_gathering.Pauses(AtOnce, 2, 7));
        Assert.True(_gathering.Pauses(AtOnce, 1, 7));
        Assert.False(_gathering.Pauses(AtOnce, 1, 7));
    }

    [Fact]
    public void What_comes_after_a_millisecond_of_rest_is_read_without_a_pause() => Assert.False(_gathering.Pauses(Later, 3, 7));

    [Fact]
    public void A_full_batch_is_followed_by_the_next_without_a_pause() => Assert.False(_gathering.Pauses(AtOnce, 256, 7));
}
