using Akka.Actor;

namespace Actors.Dispatch;

/// <summary>What a full <see cref="ClassedMailbox"/> does with a message.</summary>
public enum MessageClass : byte
{
    /// <summary>Passes. The protocol bounds the number of such messages: one a tick, one a commit, one a neighbour.</summary>
    Control,

    /// <summary>Displaces the oldest input: the newest is what the player wants now.</summary>
    Input,

    /// <summary>Is refused, and its sender notified (<see cref="IRefusable"/>), because somebody waits for the answer.</summary>
    Request,
}

/// <summary>A message that knows its class. Other messages are of the mailbox's default class.</summary>
public interface IMailboxClass
{
    /// <summary>The same for the life of the message.</summary>
    MessageClass MailboxClass { get; }
}

/// <summary>A request that knows the answer for its sender when a mailbox is full.</summary>
public interface IRefusable
{
    /// <summary>What goes to the sender, from the actor whose mailbox is full. Called on the sender's thread. Null: nothing.</summary>
    object? Refusal();
}

internal static class Classification
{
    /// <summary>The message itself decides, also inside Akka's wrappers (a scheduled message, an entity's envelope).</summary>
    public static MessageClass ClassOf(object message, MessageClass otherwise)
    {
        for (var inner = message; ; inner = ((IWrappedMessage)inner).Message)
        {
            if (inner is IMailboxClass classed)
                return classed.MailboxClass;
            if (inner is not IWrappedMessage)
                return otherwise;
        }
    }

    public static object? RefusalOf(object message)
    {
        for (var inner = message; ; inner = ((IWrappedMessage)inner).Message)
        {
            if (inner is IRefusable refusable)
                return refusable.Refusal();
            if (inner is not IWrappedMessage)
                return null;
        }
    }
}
