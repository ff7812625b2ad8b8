using Actors.Runtime;
using Actors.Tests.Runtime.Compliance;

namespace Actors.Tests.Runtime;

[Collection(nameof(AloneOnTheMachine))]
public sealed class FloodTests
{
    private const int Senders = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Under_a_flood_from_many_threads_each_senders_order_is_kept_and_nothing_is_lost()
    {
        const int each = 100_000;
        await using var runtime = new ThreadPoolRuntime();
        var next = new int[Senders];
        var outOfOrder = 0;
        var left = Senders * each;
        var done = new TaskCompletionSource();
        var actor = runtime.Spawn<(int Sender, int Number)>(
            "flooded",
            () => new Scripted<(int Sender, int Number)>((_, message) =>
            {
                if (next[message.Sender]++ != message.Number)
                    outOfOrder++;
                if (--left == 0)
                    done.SetResult();
            }),
            new ActorOptions { MailboxCapacity = Senders * each });
        Flood(sender =>
        {
            for (var number = 0; number < each; number++)
                Assert.True(actor.Tell((sender, number)));
        });
        await done.Task.WaitAsync(Patience);
        Assert.Equal(0, outOfOrder);
    }

    [Fact]
    public async Task Of_a_flood_that_a_mailbox_cannot_hold_exactly_what_was_not_refused_is_received()
    {
        const int each = 50_000;
        await using var runtime = new ThreadPoolRuntime();
        var last = Enumerable.Repeat(-1, Senders).ToArray();
        var inOrder = true;
        long received = 0;
        var ended = new TaskCompletionSource();
        var actor = runtime.Spawn<(int Sender, int Number)>(
            "flooded",
            () => new Scripted<(int Sender, int Number)>((_, message) =>
            {
                if (message.Sender < 0)
                {
                    ended.SetResult();
                    return;
                }
                inOrder &= message.Number > last[message.Sender];
                last[message.Sender] = message.Number;
                received++;
            }),
            new ActorOptions { MailboxCapacity = 64 });
        long accepted = 0;
        Flood(sender =>
        {
            long mine = 0;
            for (var number = 0; number < each; number++)
                mine += actor.Tell((sender, number)) ? 1 : 0;
            Interlocked.Add(ref accepted, mine);
        });
        await Eventually.Holds(() => actor.Tell((-1, 0)));
        await ended.Task.WaitAsync(Patience);
        Assert.Equal(accepted, received);
        Assert.True(inOrder);
        Assert.InRange(accepted, 64, Senders * each);
    }

    [Fact]
    public async Task A_flooded_actor_gives_its_thread_away_after_each_turn()
    {
        // Far more endless actors than the pool adds threads in a minute: the last one has its turn only because they give theirs away.
        await using var runtime = new ThreadPoolRuntime(new ThreadPoolRuntimeOptions { MessagesPerTurn = 8 });
        var busy = Enumerable.Range(0, 64 * Environment.ProcessorCount)
            .Select(_ => runtime.Spawn(
                "busy", () => new Scripted<int>((context, message) => context.Self.Tell(message)), ActorOptions.Default))
            .ToList();
        busy.ForEach(actor => actor.Tell(1));
        var heard = new TaskCompletionSource();
        runtime.Spawn("late", () => new Scripted<int>((_, _) => heard.TrySetResult()), ActorOptions.Default).Tell(1);
        await heard.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stopping_in_the_middle_of_a_flood_neither_hangs_nor_receives_after_the_stop()
    {
        await using var runtime = new ThreadPoolRuntime();
        for (var round = 0; round < 50; round++)
        {
            var stopped = false;
            var receivedAfter = 0;
            var actor = runtime.Spawn(
                "flooded",
                () => new Scripted<int>((_, _) => receivedAfter += stopped ? 1 : 0, stopped: () => stopped = true),
                ActorOptions.Default);
            Task? stopping = null;
            Flood(sender =>
            {
                for (var i = 0; i < 500; i++)
                {
                    if (sender == 0 && i == 100)
                        stopping = runtime.StopAsync(actor);
                    actor.Tell(i);
                }
            });
            await stopping!.WaitAsync(Patience);
            Assert.Equal(0, receivedAfter);
            Assert.False(actor.Tell(0));
        }
    }

    /// <summary>All at once, on threads of their own, from one barrier.</summary>
    private static void Flood(Action<int> send)
    {
        using var barrier = new Barrier(Senders);
        Exception? failure = null;
        var threads = Enumerable.Range(0, Senders)
            .Select(sender => new Thread(() =>
            {
                barrier.SignalAndWait();
                failure ??= Record.Exception(() => send(sender));
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Null(failure);
    }
}
