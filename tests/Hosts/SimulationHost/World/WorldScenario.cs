using Actors.TestKit.Simulation;

namespace Actors.Hosts.Simulations.World;

/// <summary>Clients play in a cluster in which one thing after the other fails; then everything heals, and what all have seen and been told is held against what the store has.</summary>
/// <param name="make">The cluster.</param>
internal sealed class WorldScenario(Func<SimulationRun, IWorldCluster> make, double faultEverySeconds, double busySeconds, Action<IWorldCluster>? bug = null) : IScenario
{
    public void Play(SimulationRun run)
    {
        var cluster = make(run);
        bug?.Invoke(cluster);
        var world = new WorldRun(cluster, run.Chance, what => run.Story.Tell("world", what), what => run.Count(what), faultEverySeconds, busySeconds);
        world.Play();
        run.Count("answer", world.Answers);
        run.Count("commit", world.Commits);
        cluster.CountAll();
    }
}
