using Actors.Runtime;

namespace Actors.TestKit;

public static class SimulationExtensions
{
    /// <summary>Makes a probe that actors of the simulation can tell and watch.</summary>
    public static TestProbe<TMessage> CreateProbe<TMessage>(this SimulationRuntime simulation, string name = "probe")
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new TestProbe<TMessage>(simulation, name);
    }
}
