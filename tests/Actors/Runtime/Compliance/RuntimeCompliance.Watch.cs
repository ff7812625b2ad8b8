using Actors.Runtime;

namespace Actors.Tests.Runtime.Compliance;

public abstract partial class RuntimeCompliance
{
    [Fact]
    public async Task A_watcher_is_told_once_when_the_other_stops()
    {
        var inbox = Inbox<string>();
        var other = Spawn<int>((_, _) => { });
        var watcher = SpawnEcho(inbox, context =>
        {
            context.Watch(other, "gone");
            inbox.Tell("started");
        });
        Assert.Equal("started", await inbox.Next());
        await Stop(other);
        Assert.Equal("gone", await inbox.Next());
        watcher.Tell("asked");
        Assert.Equal("asked", await inbox.Next());
    }

    [Fact]
    public async Task Who_watches_what_has_stopped_already_is_told_at_once()
    {
        var inbox = Inbox<string>();
        var other = Spawn<int>((_, _) => { });
        await Stop(other);
        SpawnEcho(inbox, context => context.Watch(other, reason => $"gone, {reason.Cause}"));
        Assert.Equal("gone, Requested", await inbox.Next());
    }

    [Fact]
    public async Task A_watcher_may_ask_for_the_reason()
    {
        var inbox = Inbox<string>();
        var other = Spawn<int>((_, _) => throw new InvalidDataException("bad data"));
        SpawnEcho(inbox, context => context.Watch(other, reason => $"{reason.Cause}: {reason.Failure?.Message}"));
        other.Tell(1);
        Assert.Equal("Failed: bad data", await inbox.Next());
    }

    [Fact]
    public async Task A_watch_that_was_ended_tells_nothing_even_if_the_notice_waits()
    {
        var inbox = Inbox<string>();
        var gone = Spawn<int>((_, _) => { });
        await Stop(gone);
        var other = Spawn<int>((_, _) => { });
        var watcher = SpawnEcho(inbox, context =>
        {
            context.Watch(gone, "gone").Dispose();
            context.Watch(other, "other").Dispose();
            inbox.Tell("started");
        });
        await inbox.Next();
        await Stop(other);
        watcher.Tell("asked");
        Assert.Equal("asked", await inbox.Next());
    }

    [Fact]
    public async Task A_stop_does_not_remember_watchers_that_went_before()
    {
        var inbox = Inbox<string>();
        var seen = new CountingWatchable();
        var watcher = SpawnEcho(inbox, context =>
        {
            context.Watch(seen, "gone");
            inbox.Tell("started");
        });
        await inbox.Next();
        Assert.Equal(1, seen.Observers);
        await Stop(watcher);
        Assert.Equal(0, seen.Observers);
    }

    [Fact]
    public async Task What_cannot_say_that_it_stopped_cannot_be_watched()
    {
        var inbox = Inbox<string>();
        SpawnEcho(inbox, context => inbox.Tell(Record.Exception(() => context.Watch(inbox, "gone"))!.GetType().Name));
        Assert.Equal(nameof(ArgumentException), await inbox.Next());
    }

    /// <summary>A ref made outside of the runtime.</summary>
    private sealed class CountingWatchable : IActorRef<int>, IWatchable
    {
        public int Observers { get; private set; }

        public string Path => "elsewhere";

        public bool Tell(int message) => true;

        public void Subscribe(IStopObserver observer) => Observers++;

        public void Unsubscribe(IStopObserver observer) => Observers--;
    }
}
