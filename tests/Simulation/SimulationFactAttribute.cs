using Actors.TestKit.Simulation;

namespace Actors.Simulations.Tests;

/// <summary>A test that plays simulations, where the platform is one whose clock the kit can take.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SimulationFactAttribute : FactAttribute
{
    public SimulationFactAttribute()
    {
        if (!SimulationProcess.IsSupported)
            Skip = "Simulations run on Linux on x64.";
    }
}

/// <summary>The same, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SimulationTheoryAttribute : TheoryAttribute
{
    public SimulationTheoryAttribute()
    {
        if (!SimulationProcess.IsSupported)
            Skip = "Simulations run on Linux on x64.";
    }
}
