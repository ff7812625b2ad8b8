using Actors.TestKit.Simulation;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>Two lamplighters go over the same lanterns, in whatever order the seed decides; each lantern is lit by one of them.</summary>
internal sealed class LanternScenario : IScenario
{
    private const int Lanterns = 5;

    public void Play(SimulationRun run)
    {
        var node = run.Start("town");
        var lit = new List<string>();
        run.Loop.Do(() =>
        {
            var lanterns = Enumerable.Range(0, Lanterns).Select(number => node.System.ActorOf(Props.Create(() => new Lantern(lit, run.Story)), $"lantern-{number}")).ToArray();
            foreach (var name in new[] { "ada", "bob" })
                node.System.ActorOf(Props.Create(() => new Lighter(lanterns)), name);
        });
        run.Loop.RunUntil(() => lit.Count >= Lanterns, TimeSpan.FromSeconds(10), "all lanterns are lit");
        run.Loop.RunFor(TimeSpan.FromSeconds(5));
        if (lit.Count != Lanterns)
            throw new SimulationException($"{lit.Count} lights for {Lanterns} lanterns.");
    }

    private sealed class Lantern(List<string> lit, Story story) : UntypedActor
    {
        private bool _burns;

        protected override void OnReceive(object message)
        {
            if (_burns)
                return;
            _burns = true;
            lit.Add(Self.Path.Name);
            story.Tell(Self.Path.Name, $"lit by {Sender.Path.Name}");
        }
    }

    private sealed class Lighter(IActorRef[] lanterns) : UntypedActor, IWithTimers
    {
        private int _next;

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartPeriodicTimer("step", "step", TimeSpan.FromSeconds(1));

        protected override void OnReceive(object message)
        {
            if (_next < lanterns.Length)
                lanterns[_next++].Tell("light");
        }
    }
}
