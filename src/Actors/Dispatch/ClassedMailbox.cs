using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Actors.Dispatch;

/// <summary>
/// The mailbox of rooms: bounded by class of message (<see cref="MessageClass"/>). Reason: Tell returns nothing, and Akka's BoundedMailbox drops the
/// newest messages to dead letters, control messages among them, and notifies nobody.
/// <para>
/// Settings: <c>capacity</c>, the inputs that may wait; <c>request-capacity</c>, the requests that may wait in addition; <c>default-class</c>
/// (control, input or request), the class of messages that do not name theirs.
/// </para>
/// </summary>
internal sealed class ClassedMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<ClassedQueue>
{
    private const int DefaultCapacity = 8192;

    private readonly MailboxCensus _census = new(config.GetString("id", "classed"));
    private readonly ClassLimits _limits = new(
        Positive(config, "capacity", DefaultCapacity),
        Positive(config, "request-capacity", DefaultCapacity),
        Enum.TryParse<MessageClass>(config.GetString("default-class", "control"), ignoreCase: true, out var otherwise)
            ? otherwise
            : throw new ConfigurationException("default-class is control, input or request."));

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new ClassedQueue(_limits, _census);

    private static int Positive(Config config, string path, int otherwise)
    {
        var value = config.GetInt(path, otherwise);
        return value > 0 ? value : throw new ConfigurationException($"{path} of a mailbox is {value}, and must be above zero.");
    }
}

/// <param name="Inputs">How many inputs may wait.</param>
/// <param name="Requests">How many requests may wait in addition.</param>
/// <param name="Otherwise">The class of messages that do not name theirs.</param>
internal sealed record ClassLimits(int Inputs, int Requests, MessageClass Otherwise);
