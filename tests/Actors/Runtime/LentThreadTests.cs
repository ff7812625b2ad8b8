using System.Diagnostics;
using Actors.Runtime;
using Actors.Tests.Runtime.Compliance;

namespace Actors.Tests.Runtime;

public sealed class LentThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_is_told_something_on_a_lent_thread_has_its_turn_there_and_so_has_whom_it_tells()
    {
        await using var runtime = new ThreadPoolRuntime();
        var seen = new List<(int Message, int Thread)>();
        var second = runtime.Spawn("room/1", () => new Scripted<int>((_, message) => seen.Add((message, Environment.CurrentManagedThreadId))), ActorOptions.Default);
        var first = runtime.Spawn("connection/1", () => new Scripted<int>((_, message) => second.Tell(message + 1)), ActorOptions.Default);
        await Started(first);
        await Started(second);
        await OnItsOwnThread(() =>
        {
            var thread = runtime.Lend();
            thread.Begin();
            first.Tell(10);
            first.Tell(20);
            Assert.Empty(seen);
            thread.End();
            Assert.Equal([(11, Environment.CurrentManagedThreadId), (21, Environment.CurrentManagedThreadId)], seen);
        });
    }

    [Fact]
    public async Task A_lent_thread_gets_away_and_the_pool_does_what_is_left()
    {
        await using var runtime = new ThreadPoolRuntime();
        using var done = new CountdownEvent(200);
        var here = 0;
        var lent = 0;
        var actors = Enumerable.Range(0, 200).Select(i => runtime.Spawn(
            $"room/{i}",
            () => new Scripted<int>((_, _) =>
            {
                if (Environment.CurrentManagedThreadId == Volatile.Read(ref lent))
                    Interlocked.Increment(ref here);
                for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < TimeSpan.FromMilliseconds(1);)
                    Thread.SpinWait(10);
                done.Signal();
            }),
            ActorOptions.Default)).ToList();
        foreach (var actor in actors)
            await Started(actor);
        await OnItsOwnThread(() =>
        {
            Volatile.Write(ref lent, Environment.CurrentManagedThreadId);
            var thread = runtime.Lend();
            thread.Begin();
            actors.ForEach(static actor => actor.Tell(1));
            thread.End();
        });
        Assert.True(done.Wait(Patience));
        Assert.InRange(here, 1, 16);
    }

    [Fact]
    public async Task Actors_of_another_runtime_are_none_of_its_business()
    {
        await using var runtime = new ThreadPoolRuntime();
        await using var other = new ThreadPoolRuntime();
        using var done = new ManualResetEventSlim();
        var actor = other.Spawn("room/1", () => new Scripted<int>((_, _) => done.Set()), ActorOptions.Default);
        await OnItsOwnThread(() =>
        {
            var thread = runtime.Lend();
            thread.Begin();
            actor.Tell(1);
            Assert.True(done.Wait(Patience));
            thread.End();
        });
    }

    /// <summary>Until its first turn is over, an actor may be due by its start.</summary>
    private static async Task Started<T>(IActorRef<T> actor)
    {
        for (var since = Stopwatch.GetTimestamp(); !((Actors.Runtime.Cells.ActorCell)actor).IsIdle; await Task.Yield())
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience);
    }

    private static Task OnItsOwnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Patience);
}
