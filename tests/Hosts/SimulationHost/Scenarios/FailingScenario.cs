using Actors.TestKit.Simulation;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>Fails, to show how a failure is reported.</summary>
internal sealed class FailingScenario : IScenario
{
    public void Play(SimulationRun run)
    {
        run.Start("a");
        run.Story.Tell("a", "all went well so far");
        run.Loop.RunUntil(() => false, TimeSpan.FromSeconds(1), "what never comes");
    }
}

/// <summary>Always has something due, so that time never moves.</summary>
internal sealed class EndlessScenario : IScenario
{
    public void Play(SimulationRun run)
    {
        var node = run.Start("a");
        run.Loop.Do(() => node.System.ActorOf(Props.Create(() => new Spinner()), "spinner"));
    }

    private sealed class Spinner : UntypedActor
    {
        protected override void PreStart() => Self.Tell("on");

        protected override void OnReceive(object message) => Self.Tell(message);
    }
}
