using Actors.Dispatch;
using Akka.Actor;
using Akka.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Dispatch;

public sealed class InlineExecutorTests() : PatientTestKit(DispatchConfig.Load())
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public Task Messages_of_a_read_batch_are_handled_at_its_end_on_its_thread() => OnReadingThread(scope =>
    {
        var seen = new List<(string Actor, int Thread)>();
        var last = Started(scope, (_, _) => seen.Add(("last", Environment.CurrentManagedThreadId)));
        var first = Started(scope, (_, _) =>
        {
            last.Tell("");
            seen.Add(("first", Environment.CurrentManagedThreadId));
        });
        var second = Started(scope, (_, _) => seen.Add(("second", Environment.CurrentManagedThreadId)));
        var here = Environment.CurrentManagedThreadId;
        scope.Begin();
        first.Tell("");
        second.Tell("");
        Assert.Empty(seen);
        scope.End();
        Assert.Equal([("first", here), ("second", here), ("last", here)], seen);
    });

    [Fact]
    public Task The_pool_finishes_a_batch_over_a_millisecond() => OnReadingThread(scope =>
    {
        using var done = new CountdownEvent(200);
        var reader = Environment.CurrentManagedThreadId;
        var here = 0;
        var actors = Enumerable.Range(0, 200).Select(_ => Started(scope, (_, _) =>
        {
            if (Environment.CurrentManagedThreadId == reader)
            {
                here++;
                _time.Advance(TimeSpan.FromMilliseconds(0.5));
            }
            done.Signal();
        })).ToList();
        scope.Begin();
        actors.ForEach(static actor => actor.Tell(""));
        scope.End();
        Assert.Equal(16, here);
        Assert.True(done.Wait(Eventually.Limit));
        Assert.Equal(16, here);
    });

    [Fact]
    public Task A_batch_within_the_millisecond_finishes_inline() => OnReadingThread(scope =>
    {
        var here = 0;
        var actors = Enumerable.Range(0, 200).Select(_ => Started(scope, (_, _) => here++)).ToList();
        scope.Begin();
        actors.ForEach(static actor => actor.Tell(""));
        scope.End();
        Assert.Equal(200, here);
    });

    [Fact]
    public async Task Actors_of_another_ActorSystem_run_on_the_pool()
    {
        using var other = ActorSystem.Create("other", DispatchConfig.Load());
        await OnReadingThread(scope =>
        {
            using var done = new ManualResetEventSlim();
            scope.Begin();
            other.ActorOf(Recorder.Inline((_, _) => done.Set())).Tell("");
            Assert.True(done.Wait(Eventually.Limit));
            scope.End();
        });
    }

    [Fact]
    public Task A_work_item_that_throws_is_logged_and_the_rest_of_the_batch_runs() => OnReadingThread(scope =>
    {
        var seen = 0;
        var actor = Started(scope, (_, _) => seen++);
        EventFilter.Exception<InvalidOperationException>("broken").ExpectOne(() =>
        {
            scope.Begin();
            Sys.Dispatchers.Lookup(DispatchConfig.InlineDispatcher).Schedule(static () => throw new InvalidOperationException("broken"));
            actor.Tell("");
            scope.End();
        });
        Assert.Equal(1, seen);
    });

    [Fact]
    public Task An_actor_that_throws_in_a_batch_is_restarted() => OnReadingThread(scope =>
    {
        var handled = 0;
        var actor = Started(scope, (_, message) => handled += message is "bad" ? throw new InvalidOperationException("bad") : 1);
        scope.Begin();
        actor.Tell("bad");
        scope.End();
        actor.Tell("good");
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref handled) == 1, Eventually.Limit));
    });

    [Fact]
    public Task Batches_cannot_be_nested_or_ended_by_another_scope() => OnReadingThread(scope =>
    {
        var other = new ReadBatchScope(Sys, _time);
        Assert.Throws<InvalidOperationException>(scope.End);
        scope.Begin();
        Assert.Throws<InvalidOperationException>(other.Begin);
        Assert.Throws<InvalidOperationException>(other.End);
        scope.End();
        other.Begin();
        other.End();
    });

    [Fact]
    public async Task A_turn_that_never_ends_is_abandoned_and_the_pool_gets_the_rest_of_its_batch()
    {
        using var keeps = new ManualResetEventSlim();
        using var done = new CountdownEvent(2);
        var entered = new TaskCompletionSource<ReadBatchScope>(TaskCreationOptions.RunContinuationsAsynchronously);
        var lost = 0;
        var reading = OnReadingThread(scope =>
        {
            scope.ThreadLost = () => lost++;
            var last = Started(scope, (_, _) => done.Signal());
            var endless = Started(scope, (_, _) =>
            {
                entered.SetResult(scope);
                keeps.Wait();
                // It has ended after all: the actors that it makes ready no longer run on this thread.
                last.Tell("");
            });
            var next = Started(scope, (_, _) => done.Signal());
            scope.Begin();
            endless.Tell("");
            next.Tell("");
            scope.End();
        });
        var scope = await entered.Task.Soon();
        scope.Abandon();
        scope.Abandon();
        await Eventually.Holds(() => done.CurrentCount == 1);
        keeps.Set();
        await reading;
        Assert.True(done.Wait(Eventually.Limit));
        Assert.Equal(1, lost);
    }

    [Fact]
    public Task Abandon_has_no_effect_while_no_turn_runs() => OnReadingThread(scope =>
    {
        var here = 0;
        var actor = Started(scope, (_, _) => here++);
        scope.ThreadLost = static () => Assert.Fail("The thread is not lost.");
        scope.Abandon();
        scope.Begin();
        actor.Tell("");
        scope.Abandon();
        scope.End();
        scope.Abandon();
        Assert.Equal(1, here);
    });

    [Fact]
    public async Task Actors_run_on_the_pool_without_a_batch()
    {
        var onPool = new TaskCompletionSource<bool>();
        Sys.ActorOf(Recorder.Inline((_, _) => onPool.SetResult(Thread.CurrentThread.IsThreadPoolThread))).Tell("");
        Assert.True(await onPool.Task.Soon());
    }

    [Fact]
    public Task A_turn_handles_65_messages() => OnReadingThread(scope =>
    {
        var dispatcher = Sys.Dispatchers.Lookup(DispatchConfig.InlineDispatcher);
        Assert.Equal(64, dispatcher.Throughput);
        Assert.Null(dispatcher.ThroughputDeadlineTime);
        var order = new List<string>();
        var one = Started(scope, (_, _) => order.Add("one"));
        var two = Started(scope, (_, _) => order.Add("two"));
        scope.Begin();
        for (var i = 0; i < 66; i++)
            one.Tell("");
        two.Tell("");
        scope.End();
        Assert.Equal([.. Enumerable.Repeat("one", 65), "two", "one"], order);
    });

    /// <summary>An actor that is idle: this thread handled its first message, in a batch of its own.</summary>
    private IActorRef Started(ReadBatchScope scope, Action<IActorContext, object> receive)
    {
        var handledBy = 0;
        var actor = Sys.ActorOf(Recorder.Inline((context, message) =>
        {
            if (message is Warmup)
                Volatile.Write(ref handledBy, Environment.CurrentManagedThreadId);
            else
                receive(context, message);
        }));
        do
        {
            Volatile.Write(ref handledBy, 0);
            scope.Begin();
            actor.Tell(new Warmup());
            scope.End();
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref handledBy) != 0, Eventually.Limit));
        }
        while (handledBy != Environment.CurrentManagedThreadId);
        return actor;
    }

    private Task OnReadingThread(Action<ReadBatchScope> action) => Task.Factory.StartNew(
        () => action(new ReadBatchScope(Sys, _time)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Eventually.Limit * 2);

    private sealed record Warmup;
}
