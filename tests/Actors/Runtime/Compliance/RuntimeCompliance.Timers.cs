using Actors.Runtime;

namespace Actors.Tests.Runtime.Compliance;

public abstract partial class RuntimeCompliance
{
    [Fact]
    public async Task A_timer_comes_once_and_never_early()
    {
        var inbox = Inbox<string>();
        var actor = SpawnEcho(inbox, context =>
        {
            context.Schedule(Ms(100), "timer");
            inbox.Tell("started");
        });
        Assert.Equal("started", await inbox.Next());
        _host.Advance(Ms(99));
        actor.Tell("at 99");
        Assert.Equal("at 99", await inbox.Next());
        _host.Advance(Ms(1));
        Assert.Equal("timer", await inbox.Next());
        _host.Advance(Ms(1000));
        actor.Tell("at 1100");
        Assert.Equal("at 1100", await inbox.Next());
    }

    [Fact]
    public async Task Timers_come_in_the_order_in_which_they_are_due()
    {
        var inbox = Inbox<string>();
        SpawnEcho(inbox, context =>
        {
            context.Schedule(Ms(500), "last");
            context.Schedule(Ms(12), "second");
            context.Schedule(Ms(11), "first");
            context.Schedule(Ms(90), "third");
            inbox.Tell("started");
        });
        await inbox.Next();
        _host.Advance(Ms(1000));
        Assert.Equal(["first", "second", "third", "last"], await inbox.Next(4));
    }

    /// <summary>A period that is no multiple of the resolution, so that each comes late by another bit: it must not add up.</summary>
    [Fact]
    public async Task A_repeated_timer_does_not_drift()
    {
        var inbox = Inbox<string>();
        var actor = SpawnEcho(inbox, context =>
        {
            context.ScheduleRepeated(Ms(7), "tick");
            inbox.Tell("started");
        });
        await inbox.Next();
        for (var now = 5; now <= 3500; now += 5)
        {
            _host.Advance(Ms(5));
            if (now / 7 > (now - 5) / 7)
                Assert.Equal("tick", await inbox.Next());
        }
        actor.Tell("asked");
        Assert.Equal("asked", await inbox.Next());
    }

    [Fact]
    public async Task A_repeated_timer_that_its_actor_cannot_follow_skips_and_stays_in_step()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>((context, message) =>
        {
            switch (message)
            {
                case "go":
                    context.ScheduleRepeated(Ms(100), "tick");
                    _host.Clock.Advance(Ms(1050));
                    break;
                default:
                    inbox.Tell($"{message} {_host.Clock.Elapsed.TotalMilliseconds}");
                    break;
            }
        });
        actor.Tell("go");
        Assert.Equal("tick 1050", await inbox.Next());
        actor.Tell("asked");
        Assert.Equal("asked 1050", await inbox.Next());
        _host.Advance(Ms(50));
        Assert.Equal("tick 1100", await inbox.Next());
    }

    [Fact]
    public async Task A_cancelled_timer_never_comes_not_even_when_it_waits_already()
    {
        var inbox = Inbox<string>();
        var actor = Spawn<string>((context, message) =>
        {
            if (message != "go")
            {
                inbox.Tell(message);
                return;
            }
            var once = context.Schedule(Ms(10), "once");
            var repeated = context.ScheduleRepeated(Ms(10), "repeated");
            var later = context.Schedule(Ms(50), "later");
            _host.Clock.Advance(Ms(20));
            once.Dispose();
            repeated.Dispose();
            later.Dispose();
            later.Dispose();
        });
        actor.Tell("go");
        actor.Tell("first");
        Assert.Equal("first", await inbox.Next());
        _host.Advance(Ms(1000));
        actor.Tell("second");
        Assert.Equal("second", await inbox.Next());
    }

    [Fact]
    public async Task A_repeated_timer_may_be_cancelled_by_what_it_sends()
    {
        var inbox = Inbox<string>();
        IScheduled? timer = null;
        var actor = Spawn<string>(
            (_, message) =>
            {
                inbox.Tell(message);
                timer!.Dispose();
            },
            context =>
            {
                timer = context.ScheduleRepeated(Ms(10), "tick");
                inbox.Tell("started");
            });
        await inbox.Next();
        _host.Advance(Ms(10));
        Assert.Equal("tick", await inbox.Next());
        _host.Advance(Ms(100));
        actor.Tell("asked");
        Assert.Equal("asked", await inbox.Next());
    }

    [Fact]
    public async Task Timers_end_with_their_actor()
    {
        var inbox = Inbox<string>();
        var actor = SpawnEcho(inbox, context =>
        {
            context.ScheduleRepeated(Ms(10), "tick");
            inbox.Tell("started");
        });
        await inbox.Next();
        await Stop(actor);
        _host.Advance(Ms(1000));
        Assert.Empty(inbox.Rest());
    }

    [Fact]
    public async Task A_timer_of_no_time_comes_without_time_going_on_much()
    {
        var inbox = Inbox<string>();
        SpawnEcho(inbox, context =>
        {
            context.Schedule(TimeSpan.Zero, "now");
            inbox.Tell("started");
        });
        await inbox.Next();
        _host.Advance(Ms(5));
        Assert.Equal("now", await inbox.Next());
    }

    [Fact]
    public async Task Times_that_make_no_sense_are_refused()
    {
        var inbox = Inbox<string>();
        SpawnEcho(inbox, context =>
        {
            inbox.Tell(Record.Exception(() => context.Schedule(Ms(-1), "x"))!.GetType().Name);
            inbox.Tell(Record.Exception(() => context.ScheduleRepeated(Ms(0), "x"))!.GetType().Name);
        });
        Assert.Equal(Enumerable.Repeat(nameof(ArgumentOutOfRangeException), 2), await inbox.Next(2));
    }
}
