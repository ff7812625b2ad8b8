using Actors.Runtime;

namespace Actors.Tests.Runtime.Compliance;

public abstract partial class RuntimeCompliance
{
    [Fact]
    public async Task Messages_of_one_sender_are_received_in_the_order_sent()
    {
        var inbox = Inbox<int>();
        var actor = Spawn<int>((_, message) => inbox.Tell(message));
        foreach (var i in Enumerable.Range(0, 500))
            Assert.True(actor.Tell(i));
        Assert.Equal(Enumerable.Range(0, 500), await inbox.Next(500));
    }

    [Fact]
    public async Task Started_comes_before_the_first_message_and_Stopped_after_the_last()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>((_, message) => inbox.Tell(message), _ => inbox.Tell("started"), () => inbox.Tell("stopped"));
        actor.Tell("message");
        Assert.Equal(["started", "message"], await inbox.Next(2));
        await Stop(actor);
        Assert.Equal(["stopped"], inbox.Rest());
    }

    [Fact]
    public async Task An_actor_that_stops_itself_receives_nothing_of_what_still_waits()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>(
            (context, message) =>
            {
                inbox.Tell(message);
                context.Self.Tell("after");
                context.Stop();
            },
            stopped: () => inbox.Tell("stopped"));
        actor.Tell("last");
        Assert.Equal(["last", "stopped"], await inbox.Next(2));
        await Stop(actor);
        Assert.Empty(inbox.Rest());
    }

    [Fact]
    public async Task An_actor_may_stop_itself_before_its_first_message()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>((_, message) => inbox.Tell(message), context => context.Stop(), () => inbox.Tell("stopped"));
        actor.Tell("never");
        Assert.Equal("stopped", await inbox.Next());
        await Stop(actor);
        Assert.Empty(inbox.Rest());
    }

    [Fact]
    public async Task Who_has_stopped_refuses_messages_and_may_be_stopped_again()
    {
        var actor = Spawn<int>((_, _) => { });
        await Stop(actor);
        Assert.False(actor.Tell(1));
        await Stop(actor);
    }

    [Fact]
    public async Task Children_stop_before_their_parent_and_grandchildren_before_them()
    {
        var inbox = Inbox<string>();
        var parent = Spawn<int>(
            (_, _) => { },
            context => context.Spawn(
                "child",
                () => new Scripted<int>(
                    (_, _) => { },
                    child =>
                    {
                        child.Spawn(
                            "grandchild",
                            () => new Scripted<int>((_, _) => { }, me => inbox.Tell(me.Self.Path), () => inbox.Tell("grandchild")),
                            ActorOptions.Default);
                    },
                    () => inbox.Tell("child")),
                ActorOptions.Default),
            () => inbox.Tell("parent"),
            "room/a");
        Assert.Equal("room/a/child/grandchild", await inbox.Next());
        await Stop(parent);
        Assert.Equal(["grandchild", "child", "parent"], inbox.Rest());
    }

    [Fact]
    public async Task A_child_that_stops_leaves_its_parent_be()
    {
        var inbox = Inbox<string>();
        var parent = Spawn<string>((context, message) =>
        {
            if (message == "spawn")
            {
                var child = context.Spawn("child", () => new Scripted<int>((me, _) => me.Stop()), ActorOptions.Default);
                context.Watch(child, "child gone");
                child.Tell(0);
                return;
            }
            inbox.Tell(message);
        });
        parent.Tell("spawn");
        Assert.Equal("child gone", await inbox.Next());
        parent.Tell("still here");
        Assert.Equal("still here", await inbox.Next());
    }

    [Fact]
    public async Task Disposing_the_runtime_stops_everybody_and_ends_spawning()
    {
        var inbox = Inbox<string>();
        // It has been without actors before: that was not the end.
        await Stop(Spawn<int>((_, _) => { }));
        for (var i = 0; i < 10; i++)
            Spawn<int>((_, _) => { }, _ => inbox.Tell("started"), () => inbox.Tell("stopped"));
        await inbox.Next(10);
        await Dispose();
        Assert.Equal(Enumerable.Repeat("stopped", 10), inbox.Rest());
        Assert.Throws<ObjectDisposedException>(() => Spawn<int>((_, _) => { }));
        await Dispose();
    }

    [Fact]
    public async Task The_context_belongs_to_the_turns_of_its_actor()
    {
        var contexts = Inbox<IActorContext<string>>();
        var actor = SpawnEcho(Inbox<string>(), context => contexts.Tell(context));
        var context = await contexts.Next();
        Assert.Throws<InvalidOperationException>(() => context.Schedule(Ms(1), "x"));
        Assert.Throws<InvalidOperationException>(() => context.Watch(actor, "x"));
        Assert.Throws<InvalidOperationException>(() => context.RunAsync(_ => Task.FromResult(1), _ => "", _ => ""));
        Assert.Throws<InvalidOperationException>(
            () => context.Spawn("child", () => new Scripted<int>((_, _) => { }), ActorOptions.Default));
        Assert.Same(actor, context.Self);
    }

    [Fact]
    public async Task A_stopping_actor_can_ask_for_nothing_more_and_stops_all_the_same()
    {
        var inbox = Inbox<string>();
        IActorContext<int>? kept = null;
        var actor = Spawn<int>(
            (_, _) => { },
            context =>
            {
                kept = context;
                inbox.Tell("started");
            },
            () => inbox.Tell(Record.Exception(() => kept!.Schedule(Ms(1), 1))?.GetType().Name ?? "allowed"));
        Assert.Equal("started", await inbox.Next());
        await Stop(actor);
        Assert.Equal([nameof(InvalidOperationException)], inbox.Rest());
    }

    [Fact]
    public async Task What_cannot_be_is_refused_where_it_is_asked()
    {
        Assert.Throws<ArgumentException>(() => Spawn<int>((_, _) => { }, name: ""));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Spawn<int>((_, _) => { }, options: new ActorOptions { MailboxCapacity = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Spawn<int>((_, _) => { }, options: new ActorOptions { MaxPendingWork = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => Runtime.StopAsync(Inbox<int>()));
    }
}
