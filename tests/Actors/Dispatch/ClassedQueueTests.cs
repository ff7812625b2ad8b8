using Actors.Dispatch;
using Akka.Actor;
using Akka.Event;
using FsCheck;
using FsCheck.Fluent;
using AkkaTestKit = Akka.TestKit.Xunit2.TestKit;

namespace Actors.Tests.Dispatch;

public sealed class ClassedQueueTests : AkkaTestKit
{
    private readonly string _kind = $"classed-{Guid.NewGuid():N}";
    private readonly MailboxCensus _census;

    public ClassedQueueTests() => _census = new MailboxCensus(_kind);

    /// <summary>0 to 2: a message of that class arrives; 3: a message is taken and returned to the front, as from a stash; otherwise one is taken.</summary>
    [Fact]
    public void Any_mix_of_messages_matches_a_list_bounded_by_class() =>
        Prop.ForAll(Gen.Choose(0, 5).ListOf().ToArbitrary(), moves =>
        {
            var queue = Queue(inputs: 3, requests: 2);
            var model = new List<Message>();
            var number = 0;
            foreach (var move in moves)
            {
                if (move < 3)
                {
                    var message = new Message((MessageClass)move, number++);
                    Add(model, message);
                    Enqueue(queue, message);
                }
                else if (queue.TryDequeue(out var envelope))
                {
                    Assert.Equal(model[0], envelope.Message);
                    if (move == 3)
                        queue.EnqueueFirst(envelope);
                    else
                        model.RemoveAt(0);
                }
                Assert.Equal(model.Count, queue.Count);
            }
            Assert.Equal(model, Drain(queue));
            Assert.False(queue.HoldsArray);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_full_mailbox_drops_the_oldest_input_and_counts_it()
    {
        using var meter = new DispatchMeter();
        var queue = Queue(inputs: 2, requests: 2);
        Message[] inputs = [new(MessageClass.Input, 1), new(MessageClass.Input, 2), new(MessageClass.Input, 3)];
        foreach (var input in inputs)
            Enqueue(queue, input);
        Assert.Equal(inputs[1..], Drain(queue));
        Assert.Equal(1, meter[$"mailbox.dropped[{_kind}]"]);
        Assert.Equal(0, meter[$"mailbox.refused[{_kind}]"]);
    }

    [Fact]
    public void A_full_mailbox_refuses_a_request_in_the_receivers_name_and_counts_it()
    {
        using var meter = new DispatchMeter();
        var queue = Queue(inputs: 2, requests: 1);
        var sender = CreateTestProbe();
        var receiver = CreateTestProbe().Ref;
        queue.Enqueue(receiver, new Envelope(new Message(MessageClass.Request, 1), sender.Ref));
        queue.Enqueue(receiver, new Envelope(new Message(MessageClass.Request, 2), sender.Ref));
        Assert.Equal("refused 2", sender.ExpectMsg<string>());
        Assert.Equal(receiver, sender.LastSender);
        Assert.Equal([new Message(MessageClass.Request, 1)], Drain(queue));
        Assert.Equal(1, meter[$"mailbox.refused[{_kind}]"]);
    }

    [Fact]
    public void A_request_without_a_sender_is_refused_too()
    {
        var queue = Queue(inputs: 1, requests: 1);
        for (var i = 0; i < 2; i++)
            queue.Enqueue(ActorRefs.Nobody, new Envelope(new Message(MessageClass.Request, i), ActorRefs.NoSender));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void Control_messages_are_not_bounded()
    {
        var queue = Queue(inputs: 1, requests: 1);
        for (var i = 0; i < 100; i++)
            queue.Enqueue(ActorRefs.Nobody, new Envelope(i, ActorRefs.Nobody));
        Assert.Equal(Enumerable.Range(0, 100).Cast<object>(), Drain(queue));
    }

    [Fact]
    public void A_wrapped_message_keeps_its_class()
    {
        var queue = Queue(inputs: 1, requests: 1);
        Enqueue(queue, new Wrapped(new Message(MessageClass.Input, 1)));
        Enqueue(queue, new Wrapped(new Wrapped(new Message(MessageClass.Input, 2))));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void Depth_metrics_cover_all_queues_except_those_of_stopped_actors()
    {
        using var meter = new DispatchMeter();
        var one = Queue(inputs: 10, requests: 10);
        var two = Queue(inputs: 10, requests: 10);
        Enqueue(one, "a");
        Enqueue(two, "b");
        Enqueue(two, "c");
        Assert.Equal(3, meter[$"mailbox.depth[{_kind}]"]);
        Assert.Equal(2, meter[$"mailbox.depth.max[{_kind}]"]);
        Assert.Equal(2, meter[$"mailboxes[{_kind}]"]);
        var dead = Queue(inputs: 10, requests: 10);
        two.CleanUp(TestActor, dead);
        two.CleanUp(TestActor, dead);
        Assert.Equal(["b", "c"], Drain(dead));
        dead.CleanUp(TestActor, dead);
        Assert.Equal(1, meter[$"mailbox.depth[{_kind}]"]);
        Assert.Equal(1, meter[$"mailboxes[{_kind}]"]);
    }

    private static void Add(List<Message> model, Message message)
    {
        var same = model.Where(other => other.MailboxClass == message.MailboxClass).ToList();
        if (message.MailboxClass == MessageClass.Request && same.Count >= 2)
            return;
        if (message.MailboxClass == MessageClass.Input && same.Count >= 3)
            model.Remove(same[0]);
        model.Add(message);
    }

    private static void Enqueue(ClassedQueue queue, object message) => queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.Nobody));

    private static List<object> Drain(ClassedQueue queue)
    {
        var all = new List<object>();
        while (queue.TryDequeue(out var envelope))
            all.Add(envelope.Message);
        return all;
    }

    private ClassedQueue Queue(int inputs, int requests) => new(new ClassLimits(inputs, requests, MessageClass.Control), _census);

    private sealed record Message(MessageClass MailboxClass, int Number) : IMailboxClass, IRefusable
    {
        public object Refusal() => $"refused {Number}";
    }

    private sealed record Wrapped(object Message) : IWrappedMessage;
}
