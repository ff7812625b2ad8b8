using Actors.TestKit.Simulation;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>Two nodes with remoting; one dies, and the other's death watch must say so.</summary>
internal sealed class RemoteScenario : IScenario
{
    public void Play(SimulationRun run)
    {
        var settings = new NodeSettings { Level = NodeLevel.Remote };
        var a = run.Start("a", settings);
        var b = run.Start("b", settings);
        run.Loop.Do(() =>
        {
            a.System.ActorOf(Props.Create(() => new Echo(run.Story, "a")), "echo");
            b.System.ActorOf(Props.Create(() => new Pinger(run.Story, "b", a.Address + "/user/echo")), "ping");
        });
        run.Loop.RunFor(TimeSpan.FromSeconds(3));
        if (!run.Story.Lines.Any(line => line.Contains("b: re ping", StringComparison.Ordinal)))
            throw new SimulationException("No answer came back.");
        run.Kill("a", silently: run.Chance.Next(2) == 0);
        run.Loop.RunUntil(() => run.Story.Lines.Any(line => line.EndsWith("b: terminated", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), "the watcher is told");
        run.Loop.RunFor(TimeSpan.FromSeconds(10));
    }
}
