using Actors.Simulation;
using Actors.TestKit.Simulation;

namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>One rule of the cluster, with its bounds in virtual time, on one of the two levels.</summary>
internal sealed class RuleScenario(Func<SimulationRun, IWorldCluster> make, Action<Stage> rule) : IScenario
{
    public void Play(SimulationRun run) => rule(new Stage(run, make(run)));
}
