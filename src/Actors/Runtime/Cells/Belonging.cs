namespace Actors.Runtime.Cells;

/// <summary>
/// Something that an actor asked for and that ends with it: a child, a timer, a watch, a work. A node of the list that is
/// its home, so that letting go of one costs nothing however many there are.
/// </summary>
internal abstract class Belonging
{
    internal Belonging? Previous { get; set; }

    internal Belonging? Next { get; set; }

    internal Belongings? Home { get; set; }

    /// <summary>Ends it because its owner ends. Called on the owner's turn, outside of locks.</summary>
    internal abstract void Release();
}

/// <summary>A belonging that comes back as a message, through a place in the mailbox that cannot be taken away.</summary>
internal abstract class Signal<TMessage> : Belonging
{
    /// <summary>Guarded by the mailbox. A signal is in it at most once.</summary>
    internal Signal<TMessage>? NextSignal { get; set; }

    /// <summary>Makes the message, on the actor's turn. False: it was taken back meanwhile.</summary>
    internal abstract bool TryTake(out TMessage message);
}
