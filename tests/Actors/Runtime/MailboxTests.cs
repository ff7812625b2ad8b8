using Actors.Runtime;
using Actors.Runtime.Cells;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Runtime;

public sealed class MailboxTests
{
    [Fact]
    public void A_post_makes_an_idle_actor_due_and_a_due_one_not_again()
    {
        var mailbox = new Mailbox<int>(10, MailboxOverflow.Refuse);
        Assert.Equal(Posted.AcceptedAndDue, mailbox.Post(1));
        Assert.Equal(Posted.Accepted, mailbox.Post(2));
        Assert.False(mailbox.Post(Control.Stop));
        Assert.Equal(Taken.Control, mailbox.Take(out _, out _, out _));
        Assert.Equal([1, 2], Drain(mailbox));
        Assert.True(mailbox.Post(Control.Stop));
    }

    [Fact]
    public void Control_bits_are_a_set()
    {
        var mailbox = new Mailbox<int>(10, MailboxOverflow.Refuse);
        mailbox.Post(Control.Stop);
        mailbox.Post(Control.Start);
        mailbox.Post(Control.Stop);
        Assert.Equal(Taken.Control, mailbox.Take(out var control, out _, out _));
        Assert.Equal(Control.Start | Control.Stop, control);
        Assert.Equal(Taken.Nothing, mailbox.Take(out _, out _, out _));
    }

    [Fact]
    public void A_held_mailbox_keeps_messages_back_and_is_not_due_for_them()
    {
        var mailbox = new Mailbox<int>(10, MailboxOverflow.Refuse);
        mailbox.Hold();
        Assert.Equal(Posted.Accepted, mailbox.Post(1));
        Assert.True(mailbox.Post(Control.Start));
        Assert.Equal(Taken.Control, mailbox.Take(out _, out _, out _));
        Assert.Equal(Taken.Nothing, mailbox.Take(out _, out _, out _));
        Assert.True(mailbox.Post(Control.Start));
        Assert.Equal(Taken.Control, mailbox.Take(out _, out _, out _));
        mailbox.Resume();
        Assert.Equal([1], Drain(mailbox));
    }

    [Fact]
    public void A_closed_mailbox_throws_away_what_waits_and_says_how_much()
    {
        var mailbox = new Mailbox<string>(10, MailboxOverflow.DropOldest);
        mailbox.Post("a");
        mailbox.Post("b");
        mailbox.Post("c");
        Assert.Equal(3, mailbox.CloseToMessages());
        Assert.Equal(Posted.Closed, mailbox.Post("d"));
        Assert.False(mailbox.HoldsArray);
        Assert.Empty(Drain(mailbox));
    }

    /// <summary>Any mix of posts and takes, on any capacity and policy, does what a plain list would.</summary>
    [Theory]
    [InlineData(MailboxOverflow.Refuse)]
    [InlineData(MailboxOverflow.DropOldest)]
    [InlineData(MailboxOverflow.DropNewest)]
    public void A_mailbox_is_a_bounded_queue(MailboxOverflow overflow)
    {
        // Above zero: so many posts; below: so many takes.
        var steps = Gen.Choose(-40, 50).ListOf();
        Prop.ForAll(Gen.Choose(1, 70).ToArbitrary(), steps.ToArbitrary(), (capacity, moves) =>
        {
            var mailbox = new Mailbox<object>(capacity, overflow);
            var model = new LinkedList<object>();
            var number = 0;
            foreach (var move in moves)
            {
                for (var i = 0; i < move; i++)
                    Post(mailbox, model, capacity, overflow, number++);
                for (var i = 0; i < -move; i++)
                    Take(mailbox, model);
                Assert.Equal(model.Count, mailbox.Depth);
            }
            while (model.Count > 0)
                Take(mailbox, model);
            Assert.Equal(Taken.Nothing, mailbox.Take(out _, out _, out _));
            Assert.False(mailbox.HoldsArray);
        }).QuickCheckThrowOnFailure();
    }

    private static void Post(Mailbox<object> mailbox, LinkedList<object> model, int capacity, MailboxOverflow overflow, object message)
    {
        var posted = mailbox.Post(message);
        if (model.Count < capacity)
        {
            Assert.True(posted is Posted.Accepted or Posted.AcceptedAndDue);
            model.AddLast(message);
            return;
        }
        switch (overflow)
        {
            case MailboxOverflow.Refuse:
                Assert.Equal(Posted.Refused, posted);
                break;
            case MailboxOverflow.DropNewest:
                Assert.Equal(Posted.DroppedNewest, posted);
                break;
            case MailboxOverflow.DropOldest:
                Assert.Equal(Posted.DroppedOldest, posted);
                model.RemoveFirst();
                model.AddLast(message);
                break;
        }
    }

    private static void Take(Mailbox<object> mailbox, LinkedList<object> model)
    {
        var taken = mailbox.Take(out _, out _, out var message);
        if (model.First is null)
        {
            Assert.Equal(Taken.Nothing, taken);
            return;
        }
        Assert.Equal(Taken.Message, taken);
        Assert.Same(model.First.Value, message);
        model.RemoveFirst();
    }

    private static List<T> Drain<T>(Mailbox<T> mailbox)
    {
        var all = new List<T>();
        while (mailbox.Take(out _, out _, out var message) == Taken.Message)
            all.Add(message!);
        return all;
    }
}
