using Actors.Runtime;
using Actors.Tests.Runtime.Compliance;

namespace Actors.Tests.Runtime;

public sealed class SimulationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        foreach (var seed in Enumerable.Range(0, 50))
            Assert.Equal(Trace(seed), Trace(seed));
    }

    [Fact]
    public void Different_seeds_give_different_runs()
    {
        var traces = Enumerable.Range(0, 50).Select(seed => string.Join('\n', Trace(seed))).Distinct();
        Assert.Equal(50, traces.Count());
    }

    [Fact]
    public void Every_order_of_two_due_actors_is_some_seeds()
    {
        var orders = new HashSet<string>();
        foreach (var seed in Enumerable.Range(0, 100))
        {
            var simulation = new SimulationRuntime(seed);
            var order = "";
            foreach (var name in new[] { "a", "b", "c" })
                simulation.Spawn(name, () => new Scripted<int>((_, _) => { }, _ => order += name), ActorOptions.Default);
            simulation.RunUntilIdle();
            orders.Add(order);
        }
        Assert.Equal(6, orders.Count);
    }

    [Fact]
    public void Time_stops_at_every_instant_at_which_something_is_due()
    {
        var simulation = new SimulationRuntime(seed: 1);
        var heard = new List<string>();
        var answerer = simulation.Spawn(
            "answerer",
            () => new Scripted<string>((context, message) => heard.Add($"{message} {simulation.Loop.Elapsed.TotalSeconds}")),
            ActorOptions.Default);
        simulation.Spawn(
            "asker",
            () => new Scripted<string>(
                (_, message) => answerer.Tell(message),
                context =>
                {
                    context.Schedule(2 * Second, "two");
                    context.Schedule(Second, "one");
                }),
            ActorOptions.Default);
        simulation.Advance(3 * Second);
        Assert.Equal(["one 1", "two 2"], heard);
        Assert.Equal(3 * Second, simulation.Loop.Elapsed);
    }

    [Fact]
    public void A_simulation_that_does_not_come_to_rest_says_so_with_its_seed()
    {
        var simulation = new SimulationRuntime(seed: 17);
        simulation.Spawn("endless", () => new Scripted<int>((context, _) => context.Self.Tell(1)), ActorOptions.Default).Tell(1);
        var failure = Assert.Throws<InvalidOperationException>(() => simulation.RunUntilIdle(maxTurns: 1000));
        Assert.Contains("seed 17", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_cannot_run_others()
    {
        var simulation = new SimulationRuntime(seed: 1);
        Exception? failure = null;
        simulation.Spawn(
            "test",
            () => new Scripted<int>((_, _) => { }, _ => failure = Record.Exception(() => simulation.RunUntilIdle())),
            ActorOptions.Default);
        simulation.RunUntilIdle();
        Assert.IsType<InvalidOperationException>(failure);
    }

    [Fact]
    public void Awaits_of_every_kind_stay_on_the_simulations_thread()
    {
        var simulation = new SimulationRuntime(seed: 1);
        var result = 0;
        simulation.Spawn(
            "test",
            () => new Scripted<int>(
                (_, message) => result = message,
                context => context.RunAsync(
                    async token =>
                    {
                        var thread = Environment.CurrentManagedThreadId;
                        await Task.Yield();
                        await Task.Delay(Second, context.Time, token);
                        await Unattached(context.Time);
                        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                        late.SetResult();
                        await late.Task;
                        return Environment.CurrentManagedThreadId == thread ? 1 : -1;
                    },
                    answer => answer,
                    _ => -2)),
            ActorOptions.Default);
        simulation.Advance(3 * Second);
        Assert.Equal(1, result);

        static async Task Unattached(TimeProvider time)
        {
            await Task.Delay(Second, time).ConfigureAwait(false);
            await Task.Delay(Second, time).ConfigureAwait(false);
        }
    }

    [Fact]
    public void Work_that_leaves_the_thread_while_the_simulation_runs_is_noticed()
    {
        var simulation = new SimulationRuntime(seed: 5);
        using var left = new ManualResetEventSlim();
        var other = simulation.Spawn("other", () => new Scripted<int>((_, _) => { }), ActorOptions.Default);
        simulation.Spawn(
            "test",
            () => new Scripted<int>(
                (_, _) => { },
                _ =>
                {
                    var thread = new Thread(() => other.Tell(1));
                    thread.Start();
                    thread.Join();
                }),
            ActorOptions.Default);
        var failure = Assert.Throws<InvalidOperationException>(() => simulation.RunUntilIdle());
        Assert.Contains("seed 5", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_runtimes_may_stand_on_one_loop()
    {
        var loop = new SimulationLoop(seed: 3);
        var (one, two) = (new SimulationRuntime(loop), new SimulationRuntime(loop));
        var heard = new List<int>();
        var far = two.Spawn("far", () => new Scripted<int>((_, message) => heard.Add(message)), ActorOptions.Default);
        one.Spawn("near", () => new Scripted<int>((_, message) => far.Tell(message + 1)), ActorOptions.Default).Tell(1);
        loop.RunUntilIdle();
        Assert.Equal([2], heard);
    }

    /// <summary>A small society with all that an actor can do: children, timers, work that waits, watches, failures.</summary>
    private static List<string> Trace(int seed)
    {
        var simulation = new SimulationRuntime(seed);
        var trace = new List<string>();
        var members = new List<IActorRef<string>>();
        for (var i = 0; i < 5; i++)
            members.Add(simulation.Spawn($"member/{i}", () => new Scripted<string>(Receive, Start), Restarting));
        foreach (var member in members)
            member.Tell("hello");
        simulation.Advance(5 * Second);
        simulation.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return trace;

        void Start(IActorContext<string> context)
        {
            context.ScheduleRepeated(TimeSpan.FromMilliseconds(300), "tick");
            var child = context.Spawn("child", () => new Scripted<string>((me, _) => me.Stop()), ActorOptions.Default);
            context.Watch(child, "child gone");
            child.Tell("end");
        }

        void Receive(IActorContext<string> context, string message)
        {
            trace.Add($"{simulation.Loop.Elapsed} {context.Self.Path} {message}");
            var next = members[(trace.Count * 7) % members.Count];
            switch (message)
            {
                case "hello":
                    next.Tell("greeting");
                    context.RunAsync(
                        async token =>
                        {
                            await Task.Delay(TimeSpan.FromMilliseconds(trace.Count % 5 * 100), context.Time, token);
                            await Task.Yield();
                            return trace.Count;
                        },
                        count => $"result {count}",
                        failure => failure.Message);
                    break;
                case "tick":
                    next.Tell("hello");
                    break;
                case "greeting" when trace.Count % 11 == 0:
                    throw new InvalidOperationException("tired");
            }
        }
    }

    private static ActorOptions Restarting =>
        new() { Supervision = SupervisionPolicy.Restart(5, Second, TimeSpan.FromMilliseconds(100)) };
}
