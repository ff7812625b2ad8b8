using Actors.Runtime;

namespace Actors.Tests.Runtime.Compliance;

public abstract partial class RuntimeCompliance
{
    [Fact]
    public async Task The_result_of_work_comes_back_as_a_message()
    {
        var inbox = Inbox<string>();
        SpawnEcho(inbox, context => context.RunAsync(_ => Task.FromResult(42), result => $"done {result}", _ => "failed"));
        Assert.Equal("done 42", await inbox.Next());
    }

    [Fact]
    public async Task A_failure_of_work_comes_back_as_a_message_and_harms_nobody()
    {
        var inbox = Inbox<string>();
        var actor = SpawnEcho(inbox, context =>
        {
            context.RunAsync<int>(_ => throw new InvalidOperationException("at once"), _ => "done", failure => failure.Message);
            context.RunAsync(_ => Task.FromException<int>(new IOException("later")), _ => "done", failure => failure.Message);
        });
        Assert.Equal(["at once", "later"], (await inbox.Next(2)).Order());
        Assert.True(actor.Tell("alive"));
        Assert.Equal("alive", await inbox.Next());
    }

    [Fact]
    public async Task Work_may_wait_for_time_while_its_actor_goes_on()
    {
        var inbox = Inbox<string>();
        var actor = SpawnEcho(inbox, context => context.RunAsync(
            async cancellation =>
            {
                var waiting = Task.Delay(Ms(500), context.Time, cancellation);
                inbox.Tell("waiting");
                await waiting;
                return context.Time.GetUtcNow().Millisecond;
            },
            result => $"done {result}",
            failure => failure.Message));
        Assert.Equal("waiting", await inbox.Next());
        actor.Tell("meanwhile");
        Assert.Equal("meanwhile", await inbox.Next());
        _host.Advance(Ms(500));
        Assert.Equal("done 500", await inbox.Next());
    }

    [Fact]
    public async Task The_token_of_work_is_cancelled_when_its_actor_stops_and_its_end_is_nobodys_concern()
    {
        var inbox = Inbox<string>();
        var actor = SpawnEcho(inbox, context => context.RunAsync(
            async cancellation =>
            {
                var waiting = Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellation);
                inbox.Tell("waiting");
                try
                {
                    await waiting;
                }
                catch (OperationCanceledException)
                {
                    inbox.Tell("cancelled");
                }
                return 0;
            },
            _ => "done",
            _ => "failed"));
        Assert.Equal("waiting", await inbox.Next());
        await Stop(actor);
        Assert.Equal("cancelled", await inbox.Next());
        Assert.Empty(inbox.Rest());
    }

    [Fact]
    public async Task Results_are_received_even_if_the_mailbox_is_full()
    {
        var inbox = Inbox<string>();
        var release = new TaskCompletionSource<int>();
        var actor = Spawn<string>(
            (context, message) =>
            {
                inbox.Tell(message);
                if (message != "go")
                    return;
                context.RunAsync(_ => release.Task, result => $"result {result}", failure => failure.Message);
                Assert.True(context.Self.Tell("fills it"));
                Assert.False(context.Self.Tell("one more"));
                release.SetResult(1);
            },
            options: new ActorOptions { MailboxCapacity = 1 });
        actor.Tell("go");
        Assert.Equal(["fills it", "go", "result 1"], (await inbox.Next(3)).Order());
    }

    [Fact]
    public async Task More_work_than_an_actor_may_have_pending_is_not_begun()
    {
        var inbox = Inbox<string>();
        var release = new TaskCompletionSource<string>();
        var actor = Spawn<string>(
            (context, message) =>
            {
                if (message == "go")
                    context.RunAsync(_ => release.Task, result => result, failure => failure.GetType().Name);
                else
                    inbox.Tell(message);
            },
            options: new ActorOptions { MaxPendingWork = 2 });
        for (var i = 0; i < 3; i++)
            actor.Tell("go");
        Assert.Equal(nameof(ActorOverloadedException), await inbox.Next());
        release.SetResult("done");
        Assert.Equal(["done", "done"], await inbox.Next(2));
        actor.Tell("go");
        Assert.Equal("done", await inbox.Next());
    }

    [Fact]
    public async Task A_function_that_cannot_make_the_message_is_a_failure_of_its_actor()
    {
        var inbox = Inbox<string>();
        var watched = SpawnEcho(inbox, context => context.RunAsync(
            _ => Task.FromResult(1), _ => throw new FormatException("no message"), _ => "failed"));
        SpawnEcho(inbox, context => context.Watch(watched, reason => $"{reason.Cause} {reason.Failure?.Message}"));
        Assert.Equal("Failed no message", await inbox.Next());
    }
}
