namespace Actors.TestKit.Simulation;

/// <summary>Something to be played from many seeds. It throws if what must hold does not.</summary>
public interface IScenario
{
    /// <summary>Plays it once, on a run of its own; the same seed must give the same turns.</summary>
    void Play(SimulationRun run);
}
