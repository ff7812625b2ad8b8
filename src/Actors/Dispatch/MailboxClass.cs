using Akka.Actor;

namespace Actors.Dispatch;

/// <summary>What a full <see cref="ClassedMailbox"/> does with a message.</summary>
public enum MessageClass : byte
{
    /// <summary>Is always accepted. The protocol bounds the number of such messages: one per tick, per commit, per neighbour.</summary>
    Control,

    /// <summary>Displaces the oldest input, because the newest is what the player wants now.</summary>
    Input,

    /// <summary>Is refused, and its sender notified (<see cref="IRefusable"/>), because somebody waits for the answer.</summary>
    Request,
}

/// <summary>A message that names its class. Other messages have the mailbox's default class.</summary>
public interface IMailboxClass
{
    /// <summary>Does not change during the life of the message.</summary>
    MessageClass MailboxClass { get; }
}

/// <summary>A request that provides the answer to its sender for the case of a full mailbox.</summary>
public interface IRefusable
{
    /// <summary>The answer to the sender, sent by the actor whose mailbox is full. Called on the sender's thread. Null: no answer.</summary>
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
