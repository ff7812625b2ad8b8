using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Actors.Dispatch;

/// <summary>
/// Counts failures of messages and actors, one instance per actor system: dead letters by type of message, restarts by class of actor
/// (<c>akka.actor.telemetry.enabled</c>), and logged exceptions by type.
/// <para>
/// Dead letters come in storms (a room stops while five hundred actors send to it). So the log gets the first at once and then, at most every ten seconds, the
/// number since and the last of them. For the same reason the mailbox is bounded and drops the oldest.
/// </para>
/// </summary>
public sealed partial class DeadLetterMetrics : UntypedActor
{
    private static readonly TimeSpan LogPeriod = TimeSpan.FromSeconds(10);

    private readonly BoundedNames _messages = new();
    private readonly BoundedNames _actors = new();
    private readonly BoundedNames _exceptions = new();
    private readonly ILogger _logger;
    private AllDeadLetters? _last;
    private ICancelable? _periodEnd;
    private long _unlogged;
    private bool _quiet;

    private DeadLetterMetrics(ILogger logger) => _logger = logger;

    /// <summary>One for each ActorSystem.</summary>
    public static Props Props(ILogger logger) =>
        Akka.Actor.Props.CreateBy(new Producer(logger)).WithMailbox(DispatchConfig.ObserverMailbox);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var events = Context.System.EventStream;
        events.Subscribe(Self, typeof(DeadLetter));
        events.Subscribe(Self, typeof(Dropped));
        events.Subscribe(Self, typeof(UnhandledMessage));
        events.Subscribe(Self, typeof(ActorRestarted));
        events.Subscribe(Self, typeof(Error));
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _periodEnd?.Cancel();
        Context.System.EventStream.Unsubscribe(Self);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AllDeadLetters letter when WrappedMessage.Unwrap(letter) is not IDeadLetterSuppression:
                Count(letter);
                break;
            case ActorRestarted restarted:
                DispatchMetrics.Instance.Restarted(_actors.Of(restarted.ActorType));
                break;
            case Error { Cause: { } cause }:
                DispatchMetrics.Instance.Failed(_exceptions.Of(cause.GetType()));
                break;
            case LogPeriodEnded:
                _quiet = false;
                if (_last is not null)
                    Log();
                break;
        }
    }

    private void Count(AllDeadLetters letter)
    {
        DispatchMetrics.Instance.DeadLetter(_messages.Of(TypeOf(letter)), Reason(letter));
        _last = letter;
        _unlogged++;
        if (!_quiet)
            Log();
    }

    private void Log()
    {
        NotDelivered(_logger, _unlogged, TypeOf(_last!).Name, Reason(_last!), _last!.Sender, _last.Recipient);
        _last = null;
        _unlogged = 0;
        _quiet = true;
        _periodEnd = Context.System.Scheduler.ScheduleTellOnceCancelable(LogPeriod, Self, LogPeriodEnded.Instance, Self);
    }

    private static Type TypeOf(AllDeadLetters letter) => WrappedMessage.Unwrap(letter).GetType();

    private static string Reason(AllDeadLetters letter) => letter switch
    {
        Dropped => "dropped",
        UnhandledMessage => "unhandled",
        _ => "no receiver",
    };

    [LoggerMessage(1201, LogLevel.Warning, "{Count} messages were not handled; the last: {MessageType} ({Reason}) from {From} to {To}")]
    private static partial void NotDelivered(ILogger logger, long count, string messageType, string reason, IActorRef from, IActorRef to);

    /// <summary>Of class control, so that dead letters cannot displace it.</summary>
    private sealed class LogPeriodEnded : IMailboxClass
    {
        public static LogPeriodEnded Instance { get; } = new();

        public MessageClass MailboxClass => MessageClass.Control;
    }

    private sealed class Producer(ILogger logger) : IIndirectActorProducer
    {
        public Type ActorType => typeof(DeadLetterMetrics);

        public ActorBase Produce() => new DeadLetterMetrics(logger);

        public void Release(ActorBase actor)
        {
        }
    }
}
