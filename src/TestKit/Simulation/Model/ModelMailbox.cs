using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Actors.TestKit.Simulation.Model;

/// <summary>
/// A mailbox of the model: it takes what comes from its own node, and hands what comes from another to the network, which brings it later or never.
/// The loop knows whose turn it is, so no ref needs to be wrapped and no message translated. The queue itself is the one that the application has configured.
/// </summary>
public sealed class ModelMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<ModelQueue>
{
    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new ModelQueue(Inner().Create(owner, system), SimulationRun.Of(system.Settings.Config).Run);

    private MailboxType Inner()
    {
        var name = Config.GetString("simulated-mailbox-type", null) ?? "";
        return name.Length == 0 ? new UnboundedMailbox(Settings, Config)
            : (MailboxType)Activator.CreateInstance(Type.GetType(name, throwOnError: true)!, Settings, Config)!;
    }
}

/// <summary>The same for actors with a stash.</summary>
public sealed class ModelDequeMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<ModelDequeQueue>
{
    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new ModelDequeQueue((UnboundedDequeMessageQueue)new UnboundedDequeBasedMailbox(Settings, Config).Create(owner, system), SimulationRun.Of(system.Settings.Config).Run);
}

/// <summary>The queue behind a <see cref="ModelMailbox"/>: what the network carries does not enter it yet.</summary>
public class ModelQueue : IMessageQueue, IUnboundedMessageQueueSemantics, IMultipleConsumerSemantics
{
    private readonly IMessageQueue _inner;
    private readonly SimulationRun _run;

    internal ModelQueue(IMessageQueue inner, SimulationRun run) => (_inner, _run) = (inner, run);

    /// <inheritdoc/>
    public bool HasMessages => _inner.HasMessages;

    /// <inheritdoc/>
    public int Count => _inner.Count;

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (_run.Model?.Carries(receiver, envelope) != true)
            _inner.Enqueue(receiver, envelope);
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope) => _inner.TryDequeue(out envelope);

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters) => _inner.CleanUp(owner, deadletters);
}

/// <summary>The same for actors with a stash, whose messages come back at the front.</summary>
public sealed class ModelDequeQueue : ModelQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly UnboundedDequeMessageQueue _inner;

    internal ModelDequeQueue(UnboundedDequeMessageQueue inner, SimulationRun run) : base(inner, run) => _inner = inner;

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope) => _inner.EnqueueFirst(envelope);
}
