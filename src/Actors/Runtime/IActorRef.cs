namespace Actors.Runtime;

/// <summary>
/// The address of an actor, and the only way to reach one. Any thread may use it at any time, also after the actor has stopped.
/// A ref stays the same when its actor is restarted after a failure.
/// </summary>
public interface IActorRef<in TMessage>
{
    /// <summary>Names separated by slashes, for logs and metrics; the first is the actor's kind. Not necessarily unique.</summary>
    string Path { get; }

    /// <summary>
    /// Puts a message into the actor's mailbox. Messages of one sender arrive in the order in which they were sent.
    /// </summary>
    /// <returns>
    /// False when the message was refused: the mailbox is full and its policy is <see cref="MailboxOverflow.Refuse"/>, or the
    /// actor has stopped. True means that the mailbox took charge of it, not that it will be received: with a dropping policy
    /// a full mailbox still answers true (the drop is counted), and an actor that stops does not receive what still waits.
    /// </returns>
    bool Tell(TMessage message);
}
