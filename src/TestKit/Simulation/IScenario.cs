namespace Actors.TestKit.Simulation;

/// <summary>Something to be played from many seeds. It throws if what must hold does not.</summary>
public interface IScenario
{
    void Play(SimulationRun run);
}
