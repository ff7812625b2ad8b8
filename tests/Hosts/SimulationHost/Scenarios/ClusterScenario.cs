using Actors.TestKit.Simulation;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>Three nodes form a cluster with Akka's default settings; one dies, is found unreachable, is downed by the real split brain resolver, and comes back as a new member.</summary>
internal sealed class ClusterScenario : IScenario
{
    private static readonly NodeSettings Settings = new()
    {
        Level = NodeLevel.Cluster,
        SeedNodes = ["a"],
        Config = "akka.cluster.split-brain-resolver.stable-after = 5s",
    };

    public void Play(SimulationRun run)
    {
        foreach (var name in new[] { "a", "b", "c" })
            Start(run, name);
        run.Loop.RunUntil(() => Ups(run, "a") == 3 && Ups(run, "b") == 3 && Ups(run, "c") == 3, TimeSpan.FromSeconds(60), "three members are up everywhere");
        var victim = run.Chance.Next(2) == 0 ? "b" : "c";
        run.Kill(victim, silently: run.Chance.Next(2) == 0);
        run.Loop.RunUntil(() => Ups(run, "a") == 2, TimeSpan.FromSeconds(60), "the dead member is removed");
        Start(run, victim);
        run.Loop.RunUntil(() => Ups(run, "a") == 3 && Ups(run, victim) == 3, TimeSpan.FromSeconds(60), "the node has joined anew");
        run.Loop.RunFor(TimeSpan.FromSeconds(140) - run.Loop.Elapsed);
    }

    private static void Start(SimulationRun run, string name)
    {
        var node = run.Start(name, Settings);
        run.Loop.Do(() => node.System.ActorOf(Props.Create(() => new Members(run.Story, name)), "members"));
    }

    private static int Ups(SimulationRun run, string name)
    {
        var state = Akka.Cluster.Cluster.Get(run.Nodes[name].System).State;
        return state.Unreachable.IsEmpty ? state.Members.Count(member => member.Status == MemberStatus.Up) : 0;
    }
}
