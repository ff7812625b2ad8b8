using Akka.Actor;
using Akka.Event;

namespace Actors.TestKit.Simulation;

/// <summary>Adds what Akka logs to the run's story, at its virtual time.</summary>
public sealed class SimulationLogger : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent entry:
                var (run, node) = SimulationRun.Of(Context.System.Settings.Config);
                run.Log(node.Name, entry);
                break;
        }
    }
}
