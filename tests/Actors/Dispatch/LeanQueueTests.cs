using Actors.Dispatch;
using Akka.Actor;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Dispatch;

public sealed class LeanQueueTests
{
    private readonly MailboxCensus _census = new($"lean-{Guid.NewGuid():N}");

    /// <summary>Above zero: that many messages arrive; below: that many are taken.</summary>
    [Fact]
    public void Any_mix_of_messages_in_and_out_does_what_a_plain_queue_would() =>
        Prop.ForAll(Gen.Choose(-40, 50).ListOf().ToArbitrary(), moves =>
        {
            var queue = new LeanQueue(_census);
            var model = new Queue<object>();
            var number = 0;
            foreach (var move in moves)
            {
                for (var i = 0; i < move; i++)
                {
                    model.Enqueue(number);
                    queue.Enqueue(ActorRefs.Nobody, new Envelope(number++, ActorRefs.Nobody));
                }
                for (var i = 0; i < -move; i++)
                    Take(queue, model);
                Assert.Equal(model.Count, queue.Count);
                Assert.Equal(model.Count > 0, queue.HasMessages);
            }
            while (model.Count > 0)
                Take(queue, model);
            Take(queue, model);
            Assert.False(queue.HoldsArray);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_mailbox_takes_memory_only_while_more_than_one_message_waits()
    {
        var queue = new LeanQueue(_census);
        queue.Enqueue(ActorRefs.Nobody, new Envelope("one", ActorRefs.Nobody));
        Assert.False(queue.HoldsArray);
        queue.Enqueue(ActorRefs.Nobody, new Envelope("two", ActorRefs.Nobody));
        Assert.True(queue.HoldsArray);
        queue.TryDequeue(out _);
        queue.TryDequeue(out _);
        Assert.False(queue.HoldsArray);
    }

    private static void Take(LeanQueue queue, Queue<object> model)
    {
        Assert.Equal(model.TryDequeue(out var expected), queue.TryDequeue(out var envelope));
        Assert.Equal(expected, envelope.Message);
    }
}
