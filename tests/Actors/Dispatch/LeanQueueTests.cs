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
    public void Any_mix_of_operations_matches_a_plain_queue() =>
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
    public void A_mailbox_holds_an_array_only_while_several_messages_wait()
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
