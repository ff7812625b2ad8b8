using Akka.Configuration;
using Akka.Dispatch;

namespace Actors.TestKit.Simulation;

/// <summary>Makes the executor of a dispatcher whose turns are the loop's.</summary>
public sealed class SimulationExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    /// <inheritdoc/>
    public override ExecutorService Produce(string id)
    {
        var (run, node) = SimulationRun.Of(Prerequisites.Settings.Config);
        return new Executor(id, run.Loop, node);
    }

    private sealed class Executor(string id, SimulationLoop loop, LoopNode node) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => loop.Add(run, node);

        public override void Shutdown() { }
    }
}
