using Actors.Runtime;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Runtime.Compliance;

public abstract partial class RuntimeCompliance
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_failure_stops_that_actor_alone()
    {
        var inbox = Inbox<string>();
        var other = SpawnEcho(inbox);
        var failing = Spawn<string>((_, _) => throw new InvalidOperationException("broken"), stopped: () => inbox.Tell("stopped"));
        failing.Tell("one");
        Assert.Equal("stopped", await inbox.Next());
        await Stop(failing);
        Assert.False(failing.Tell("two"));
        other.Tell("alive");
        Assert.Equal("alive", await inbox.Next());
    }

    [Fact]
    public async Task A_failure_is_logged_with_the_message_that_caused_it()
    {
        var failing = Spawn<Order>((_, _) => throw new InvalidOperationException("broken"), name: "shop/1");
        failing.Tell(new Order(7, new string('x', 1000)));
        await StoppedByItself(failing);
        var entry = Assert.Single(Log.Entries);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Equal("Actors.shop", entry.Category);
        Assert.Equal("shop/1", entry.Values["Path"]);
        Assert.Equal(nameof(Order), entry.Values["MessageType"]);
        Assert.Equal("stop", entry.Values["Outcome"]);
        Assert.Equal("broken", entry.Exception?.Message);
        var text = Assert.IsType<string>(entry.Values["MessageText"]);
        Assert.StartsWith("Order { Number = 7", text, StringComparison.Ordinal);
        Assert.Equal(259, text.Length);
    }

    [Fact]
    public async Task A_message_that_cannot_even_be_printed_is_logged_as_such()
    {
        var failing = Spawn<Unprintable>((_, _) => throw new InvalidOperationException("broken"));
        failing.Tell(new Unprintable());
        await StoppedByItself(failing);
        Assert.Equal("(its text threw FormatException)", Assert.Single(Log.Entries).Values["MessageText"]);
    }

    [Fact]
    public async Task A_restart_makes_a_new_instance_behind_the_same_ref_and_keeps_the_mailbox()
    {
        var inbox = Inbox<string>();
        var instances = 0;
        var actor = Runtime.Spawn(
            "test",
            () =>
            {
                var instance = ++instances;
                return new Scripted<string>(
                    (context, message) =>
                    {
                        inbox.Tell($"{instance} {message}");
                        if (message != "fail")
                            return;
                        context.Self.Tell("kept");
                        throw new InvalidOperationException("broken");
                    },
                    _ => inbox.Tell($"{instance} started"),
                    () => inbox.Tell($"{instance} stopped"));
            },
            Restarting(3, TimeSpan.Zero));
        actor.Tell("fail");
        Assert.Equal(["1 started", "1 fail", "1 stopped", "2 started", "2 kept"], await inbox.Next(5));
        Assert.Equal("restart", Assert.Single(Log.Entries).Values["Outcome"]);
    }

    [Fact]
    public async Task A_restart_waits_and_each_wait_is_twice_the_one_before()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>(
            (_, _) => throw new InvalidOperationException("broken"),
            _ => inbox.Tell($"started {_host.Clock.Elapsed.TotalMilliseconds}"),
            () => inbox.Tell("stopped"),
            options: Restarting(3, Ms(100)));
        Assert.Equal("started 0", await inbox.Next());
        foreach (var (wait, at) in new[] { (100, 100), (200, 300), (400, 700) })
        {
            actor.Tell("fail");
            Assert.Equal("stopped", await inbox.Next());
            await _host.UntilIdle(actor);
            _host.Advance(Ms(wait));
            Assert.Equal($"started {at}", await inbox.Next());
        }
    }

    [Fact]
    public async Task What_an_actor_is_told_while_it_waits_for_its_restart_is_kept_in_order()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>(
            (_, message) =>
            {
                if (message == "fail")
                    throw new InvalidOperationException("broken");
                inbox.Tell(message);
            },
            stopped: () => inbox.Tell("stopped"),
            options: Restarting(1, Ms(100)) with { MailboxCapacity = 2 });
        actor.Tell("fail");
        Assert.Equal("stopped", await inbox.Next());
        await _host.UntilIdle(actor);
        Assert.True(actor.Tell("one"));
        Assert.True(actor.Tell("two"));
        Assert.False(actor.Tell("three"));
        await _host.UntilIdle(actor);
        Assert.Empty(inbox.Rest());
        _host.Advance(Ms(100));
        Assert.Equal(["one", "two"], await inbox.Next(2));
    }

    [Fact]
    public async Task A_restart_is_no_stop_to_watchers_and_one_failure_too_many_is()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>(
            (_, message) => throw new InvalidOperationException(message),
            _ => inbox.Tell("started"),
            options: Restarting(2, TimeSpan.Zero));
        SpawnEcho(inbox, context => context.Watch(actor, reason => $"{reason.Cause} {reason.Failure?.Message}"));
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell("c");
        Assert.Equal(["started", "started", "started", "Quarantined c"], await inbox.Next(4));
        Assert.False(actor.Tell("d"));
        Assert.Equal(["restart", "restart", "quarantine"], Log.Entries.Select(entry => entry.Values["Outcome"]));
    }

    [Fact]
    public async Task Failures_are_forgotten_after_the_window()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>(
            (_, _) => throw new InvalidOperationException("broken"),
            _ => inbox.Tell("started"),
            options: Restarting(1, TimeSpan.Zero));
        await inbox.Next();
        for (var i = 0; i < 5; i++)
        {
            actor.Tell("fail");
            Assert.Equal("started", await inbox.Next());
            _host.Advance(Minute + Ms(1));
        }
    }

    [Fact]
    public async Task What_an_instance_asked_for_ends_with_it_when_it_is_restarted()
    {
        var inbox = Inbox<string>();
        var other = Spawn<int>((_, _) => { });
        var instances = 0;
        var actor = Runtime.Spawn(
            "test",
            () =>
            {
                var instance = ++instances;
                return new Scripted<string>(
                    (context, message) =>
                    {
                        inbox.Tell($"{instance} {message}");
                        if (message != "fail")
                            return;
                        context.ScheduleRepeated(Ms(10), "tick");
                        context.Watch(other, "gone");
                        context.RunAsync(
                            async token =>
                            {
                                await Task.Delay(Ms(10), context.Time, CancellationToken.None);
                                return 1;
                            },
                            _ => "result",
                            _ => "failed");
                        context.Spawn("child", () => new Scripted<int>((_, _) => { }, stopped: () => inbox.Tell("child stopped")), ActorOptions.Default)
                            .Tell(1);
                        throw new InvalidOperationException("broken");
                    },
                    _ => inbox.Tell($"{instance} started"),
                    () => inbox.Tell($"{instance} stopped"));
            },
            Restarting(3, TimeSpan.Zero));
        actor.Tell("fail");
        var heard = await inbox.Next(2);
        Assert.Equal(["1 started", "1 fail"], heard);
        // The child may be stopped before it was ever started; if it was, it stops before its parent does.
        var rest = new List<string> { await inbox.Next(), await inbox.Next() };
        if (rest.Remove("child stopped"))
            rest.Add(await inbox.Next());
        Assert.Equal(["1 stopped", "2 started"], rest);
        await Stop(other);
        _host.Advance(Ms(100));
        actor.Tell("asked");
        Assert.Equal("2 asked", await inbox.Next());
    }

    [Fact]
    public async Task An_actor_that_waits_for_its_restart_can_be_stopped()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>(
            (_, _) => throw new InvalidOperationException("broken"),
            _ => inbox.Tell("started"),
            () => inbox.Tell("stopped"),
            options: Restarting(3, Ms(100)));
        actor.Tell("fail");
        Assert.Equal(["started", "stopped"], await inbox.Next(2));
        await Stop(actor);
        Assert.False(actor.Tell("gone"));
        _host.Advance(Minute);
        Assert.Empty(inbox.Rest());
    }

    [Fact]
    public async Task An_actor_that_cannot_start_is_treated_like_one_that_fails()
    {
        var inbox = Inbox<string>();
        var attempts = 0;
        var actor = Runtime.Spawn<string>(
            "test",
            () => ++attempts < 3
                ? throw new InvalidOperationException("no actor")
                : new Scripted<string>((_, message) => inbox.Tell(message), _ =>
                {
                    if (attempts < 4)
                        throw new InvalidOperationException("not started");
                }),
            Restarting(3, TimeSpan.Zero));
        actor.Tell("kept");
        Assert.Equal("kept", await inbox.Next());
        Assert.Equal(4, attempts);
    }

    [Fact]
    public async Task A_factory_must_make_a_new_actor_each_time()
    {
        var inbox = Inbox<string>();
        var only = new Scripted<string>((_, _) => throw new InvalidOperationException("broken"));
        var actor = Runtime.Spawn("test", () => only, Restarting(1, TimeSpan.Zero));
        SpawnEcho(inbox, context => context.Watch(actor, reason => reason.Failure!.Message));
        actor.Tell("fail");
        Assert.StartsWith("The factory gave an actor that is in use", await inbox.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_while_stopping_is_logged_and_the_actor_has_stopped_all_the_same()
    {
        var started = Inbox<int>();
        var actor = Spawn<string>(
            (_, _) => { }, _ => started.Tell(0), () => throw new InvalidOperationException("cannot stop"));
        await started.Next();
        await Stop(actor);
        Assert.False(actor.Tell("gone"));
        Assert.Equal("cannot stop", Assert.Single(Log.Entries).Exception?.Message);
    }

    private static ActorOptions Restarting(int maxRetries, TimeSpan backoff) =>
        new() { Supervision = SupervisionPolicy.Restart(maxRetries, Minute, backoff) };

    /// <summary>Waits until an actor has stopped without asking it to.</summary>
    private async Task StoppedByItself<T>(IActorRef<T> actor)
    {
        var inbox = Inbox<string>();
        SpawnEcho(inbox, context => context.Watch(actor, "gone"));
        await inbox.Next();
    }

    private sealed record Order(int Number, string Text);

    private sealed class Unprintable
    {
        public override string ToString() => throw new FormatException("unprintable");
    }
}
