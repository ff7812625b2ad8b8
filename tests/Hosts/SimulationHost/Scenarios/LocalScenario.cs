using Actors.TestKit.Simulation;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>One system with all the usual sources of chance: timers, Ask, PipeTo, restarts, stash, death watch, a stream.</summary>
internal sealed class LocalScenario : IScenario
{
    public void Play(SimulationRun run)
    {
        var node = run.Start("a");
        run.Loop.Do(() =>
        {
            for (var i = 0; i < 5; i++)
            {
                var name = $"worker-{i}";
                node.System.ActorOf(Props.Create(() => new Worker(run.Story, name)), name);
            }
            node.System.ActorOf(Props.Create(() => new Overseer(run.Story)), "overseer");
        });
        // A materializer that is used in the turn that made it waits for its supervisor, and no turn may wait.
        var materializer = run.Loop.Do(() => node.System.Materializer());
        run.Loop.Do(() =>
        {
            _ = Source.From(Enumerable.Range(0, 20)).SelectAsync(3, number => Task.FromResult(number * 2)).GroupedWithin(4, TimeSpan.FromMilliseconds(50))
                .RunForeach(group => run.Story.Tell("stream", string.Join(' ', group)), materializer);
        });
        run.Loop.RunFor(TimeSpan.FromSeconds(3));
        var ended = run.Loop.Do(() => node.System.Terminate());
        run.Loop.RunUntil(() => ended.IsCompleted, TimeSpan.FromSeconds(10), "the system has ended");
    }

    private sealed class Worker : UntypedActor, IWithTimers
    {
        private readonly Story _story;
        private readonly string _name;
        private int _count;

        public Worker(Story story, string name) => (_story, _name) = (story, name);

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromMilliseconds(37 + _name[^1] % 3));

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "tick":
                    foreach (var other in Enumerable.Range(0, 5))
                        Context.ActorSelection($"/user/worker-{other}").Tell(_name);
                    if (++_count == 20)
                        throw new InvalidOperationException("worn out");
                    break;
                case "ask":
                    Sender.Tell(_count);
                    break;
                case string from:
                    _story.Tell(_name, $"hears {from}");
                    break;
            }
        }
    }

    private sealed class Overseer : UntypedActor, IWithTimers, IWithStash
    {
        private readonly Story _story;
        private bool _isOpen;

        public Overseer(Story story) => _story = story;

        public ITimerScheduler Timers { get; set; } = null!;

        public IStash Stash { get; set; } = null!;

        protected override void PreStart()
        {
            Timers.StartPeriodicTimer("ask", "ask", TimeSpan.FromMilliseconds(100));
            Timers.StartSingleTimer("open", "open", TimeSpan.FromMilliseconds(950));
            Timers.StartSingleTimer("end", "end", TimeSpan.FromSeconds(2));
            Context.ActorSelection("/user/worker-3").Tell(new Identify("three"));
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "open":
                    _isOpen = true;
                    Stash.UnstashAll();
                    break;
                case "ask" when !_isOpen:
                    Stash.Stash();
                    break;
                case "ask":
                    _ = Context.ActorSelection($"/user/worker-{Akka.Util.ThreadLocalRandom.Current.Next(5)}").Ask<int>("ask", TimeSpan.FromHours(1)).PipeTo(Self);
                    break;
                case "end":
                    Context.ActorSelection("/user/worker-3").Tell(PoisonPill.Instance);
                    break;
                case int count:
                    _story.Tell("overseer", $"count {count}");
                    break;
                case ActorIdentity found:
                    Context.Watch(found.Subject);
                    break;
                case Terminated gone:
                    _story.Tell("overseer", $"{gone.ActorRef.Path.Name} is gone");
                    break;
            }
        }
    }
}
