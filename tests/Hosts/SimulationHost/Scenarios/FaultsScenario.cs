using Actors.TestKit.Simulation;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>Each fault of nodes and network once, and what must follow from it.</summary>
internal sealed class FaultsScenario : IScenario
{
    public void Play(SimulationRun run)
    {
        var settings = new NodeSettings { Level = NodeLevel.Remote };
        var a = run.Start("a", settings);
        var b = run.Start("b", settings with { Clock = new ClockSkew(1.03, TimeSpan.FromSeconds(2)) });
        run.Loop.Do(() =>
        {
            a.System.ActorOf(Props.Create(() => new Echo(run.Story, "a")), "echo");
            b.System.ActorOf(Props.Create(() => new Pinger(run.Story, "b", a.Address + "/user/echo")), "ping");
        });
        run.Loop.RunFor(TimeSpan.FromSeconds(10));
        // A clock that is three percent fast has 103 ticks where others have 100.
        Must(Pings(run) is >= 100 and <= 104, $"{Pings(run)} pings in 10 s of a fast clock");

        run.Pause("a");
        var before = Answers(run);
        run.Loop.RunFor(TimeSpan.FromSeconds(2));
        Must(Answers(run) - before <= 1, "a node that stands still answers nothing");
        run.Resume("a");
        run.Loop.RunFor(TimeSpan.FromSeconds(1));
        Must(Answers(run) - before >= 20, "what waited at the node is answered after it goes on");

        run.Network.Cut("a", "b");
        before = Answers(run);
        var heard = Heard(run);
        run.Loop.RunFor(TimeSpan.FromSeconds(1));
        Must(Answers(run) - before <= 1 && Heard(run) - heard >= 9, "a cut of one way leaves the other open");
        run.Network.Heal();
        run.Loop.RunFor(TimeSpan.FromSeconds(1));
        Must(Answers(run) - before >= 18, "a cut that heals loses nothing");

        run.Network.Break("a", "b");
        before = Answers(run);
        run.Loop.RunFor(TimeSpan.FromSeconds(10));
        Must(Answers(run) - before >= 30, "after a connection breaks, another is made");

        run.Network.Partition(["a"], ["b"]);
        run.Loop.RunUntil(() => Lines(run, "b: terminated") == 1, TimeSpan.FromSeconds(60), "death watch gives up a node that is cut off");
    }

    private static int Pings(SimulationRun run) => Lines(run, "b: re ping");

    private static int Answers(SimulationRun run) => Lines(run, "b: re ping");

    private static int Heard(SimulationRun run) => Lines(run, "a: ping");

    private static int Lines(SimulationRun run, string text) => run.Story.Count(text);

    private static void Must(bool holds, string what)
    {
        if (!holds)
            throw new SimulationException("Does not hold: " + what);
    }
}
