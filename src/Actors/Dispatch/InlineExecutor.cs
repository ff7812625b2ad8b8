using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Actors.Dispatch;

/// <summary>
/// Runs turns on the thread that read the message (<see cref="ReadBatchScope"/>), and on the pool when there is no such thread. For connections, rooms and views, which
/// never block. In HOCON: <c>executor = "Actors.Dispatch.InlineExecutorConfigurator, Actors"</c>.
/// </summary>
public sealed class InlineExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    /// <inheritdoc/>
    public override ExecutorService Produce(string id) => new InlineExecutor(id, Prerequisites.Settings.System);
}

internal sealed class InlineExecutor(string id, ActorSystem system) : ExecutorService(id)
{
    /// <summary>Never runs the turn itself: the caller is in the middle of a turn of its own.</summary>
    public override void Execute(IRunnable run)
    {
        // Akka's runnables are work items of the pool, so neither way allocates. The global queue is fair to the turns of others;
        // the local one would take the newest first.
        if (!ReadBatchScope.TryEnqueue(system, run))
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
    }

    public override void Shutdown()
    {
    }
}
