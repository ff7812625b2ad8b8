using Actors.Runtime;

namespace Actors.Tests.Runtime.Compliance;

public abstract partial class RuntimeCompliance
{
    [Theory]
    [InlineData(MailboxOverflow.Refuse, new[] { true, true, true, false, false }, new[] { 1, 2, 3 })]
    [InlineData(MailboxOverflow.DropNewest, new[] { true, true, true, true, true }, new[] { 1, 2, 3 })]
    [InlineData(MailboxOverflow.DropOldest, new[] { true, true, true, true, true }, new[] { 3, 4, 5 })]
    public async Task A_full_mailbox_does_what_was_decided(MailboxOverflow overflow, bool[] told, int[] received)
    {
        var inbox = Inbox<int>();
        var answers = new List<bool>();
        var actor = Spawn<int>(
            (context, message) =>
            {
                inbox.Tell(message);
                if (message != 0)
                    return;
                for (var i = 1; i <= 5; i++)
                    answers.Add(context.Self.Tell(i));
            },
            options: new ActorOptions { MailboxCapacity = 3, Overflow = overflow });
        actor.Tell(0);
        var heard = await inbox.Next(4);
        Assert.Equal([0, .. received], heard);
        Assert.Equal(told, answers);
        actor.Tell(9);
        Assert.Equal(9, await inbox.Next());
    }

    [Theory]
    [InlineData(MailboxOverflow.Refuse)]
    [InlineData(MailboxOverflow.DropOldest)]
    [InlineData(MailboxOverflow.DropNewest)]
    public async Task What_an_actor_asked_for_comes_through_a_full_mailbox(MailboxOverflow overflow)
    {
        var inbox = Inbox<string>();
        var gone = Spawn<int>((_, _) => { });
        await Stop(gone);
        var actor = Spawn<string>(
            (context, message) =>
            {
                if (message is not "go")
                {
                    inbox.Tell(message);
                    return;
                }
                context.Schedule(Ms(10), "timer");
                context.Watch(gone, "gone");
                _host.Clock.Advance(Ms(10));
                for (var i = 0; i < 5; i++)
                    context.Self.Tell("flood");
            },
            options: new ActorOptions { MailboxCapacity = 2, Overflow = overflow });
        actor.Tell("go");
        Assert.Equal(["flood", "flood", "gone", "timer"], (await inbox.Next(4)).Order());
    }

    [Fact]
    public async Task A_flooded_mailbox_holds_its_capacity_and_empties_in_order()
    {
        var inbox = Inbox<int>();
        var actor = Spawn<int>(
            (context, message) =>
            {
                inbox.Tell(message);
                if (message >= 0)
                    return;
                for (var i = 0; i < 1000; i++)
                    context.Self.Tell(i);
            },
            options: new ActorOptions { MailboxCapacity = 100, Overflow = MailboxOverflow.DropOldest });
        for (var round = 0; round < 3; round++)
        {
            actor.Tell(-1);
            var heard = await inbox.Next(101);
            Assert.Equal([-1, .. Enumerable.Range(900, 100)], heard);
        }
    }
}
