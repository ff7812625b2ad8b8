namespace Actors.Runtime;

/// <summary>
/// State that only its own messages touch. The runtime calls one member at a time and publishes what one call wrote to the
/// next, so an actor needs no lock, whatever thread it happens to be on.
/// <para>
/// An actor never waits inside: no blocking call, no lock that others hold for long, no <c>async void</c>. A turn that blocks
/// keeps a thread from every other actor. What takes time goes out by <see cref="IActorContext{TMessage}.RunAsync"/> and comes
/// back as a message.
/// </para>
/// </summary>
public abstract class Actor<TMessage>
{
    private IActorContext<TMessage>? _context;

    /// <summary>The outside world, as far as an actor may see it. There from <see cref="Started"/> on, not yet in the constructor.</summary>
    protected IActorContext<TMessage> Context =>
        _context ?? throw new InvalidOperationException("An actor has its context from Started on, not in its constructor.");

    /// <summary>Called once, before the first message.</summary>
    protected internal virtual void Started()
    {
    }

    /// <summary>Handles one message. An exception ends this instance; see <see cref="SupervisionPolicy"/>.</summary>
    protected internal abstract void Receive(TMessage message);

    /// <summary>
    /// Called once, last, for every instance that was created, also after a failure of any other member. Its children have
    /// stopped, its timers, watches and asynchronous work are cancelled; of the context only the ref, time and logger are left.
    /// </summary>
    protected internal virtual void Stopped()
    {
    }

    internal void Attach(IActorContext<TMessage> context)
    {
        if (_context is not null)
            throw new InvalidOperationException("The factory gave an actor that is in use already; it must make a new one each time.");
        _context = context;
    }
}
