using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>
/// What an actor may do to the world outside. Belongs to its actor's turns: apart from <see cref="Self"/>, <see cref="Time"/>,
/// <see cref="Logger"/> and <see cref="Stop"/>, a call from anywhere else throws <see cref="InvalidOperationException"/>.
/// Everything asked for here ends with the actor, or with the instance when it is restarted. The messages that come back
/// (timers, results, notices) are never lost to a full mailbox, and are received before what waits there.
/// </summary>
public interface IActorContext<TMessage>
{
    IActorRef<TMessage> Self { get; }

    /// <summary>The only clock an actor may look at: virtual in simulation.</summary>
    TimeProvider Time { get; }

    ILogger Logger { get; }

    /// <summary>Sends the actor a message once, after the delay (zero or more): never before, and as late as the runtime's timer resolution.</summary>
    IScheduled Schedule(TimeSpan delay, TMessage message);

    /// <summary>
    /// Sends the actor a message after each period (more than zero), without drift: the n-th is due n periods from now.
    /// At most one waits in the mailbox: those that come due meanwhile are skipped and counted.
    /// </summary>
    IScheduled ScheduleRepeated(TimeSpan period, TMessage message);

    /// <summary>
    /// Runs asynchronous work outside the actor; its end comes back as exactly one message, unless the actor has stopped by then.
    /// The work starts off the actor's turn and must not touch the actor's state; the two functions are called on the actor's turn.
    /// </summary>
    /// <param name="work">Is given a token that is cancelled when the actor stops.</param>
    /// <param name="completed">Makes the message from the result.</param>
    /// <param name="failed">
    /// Makes the message from what was thrown, or from an <see cref="ActorOverloadedException"/> when
    /// <see cref="ActorOptions.MaxPendingWork"/> works were pending and this one was not begun.
    /// </param>
    void RunAsync<TResult>(
        Func<CancellationToken, Task<TResult>> work, Func<TResult, TMessage> completed, Func<Exception, TMessage> failed);

    /// <summary>Makes a child: it stops before its parent does. Its path is the parent's with the name behind it.</summary>
    IActorRef<T> Spawn<T>(string name, Func<Actor<T>> create, ActorOptions options);

    /// <summary>
    /// Sends the actor one message when the other has stopped for good (a restart is no stop), at once if it has already.
    /// Disposing the answer ends the watch. The ref must be one of a runtime, or else <see cref="IWatchable"/>.
    /// </summary>
    IDisposable Watch<T>(IActorRef<T> other, TMessage whenStopped);

    /// <inheritdoc cref="Watch{T}(IActorRef{T}, TMessage)"/>
    IDisposable Watch<T>(IActorRef<T> other, Func<StopReason, TMessage> whenStopped);

    /// <summary>Stops the actor after the message in hand. What waits in its mailbox is dropped and counted.</summary>
    void Stop();
}

/// <summary>A message to come. Disposing it, from any thread, takes it back: after that it is never received.</summary>
public interface IScheduled : IDisposable;

/// <summary>An actor asked for more asynchronous work at once than its options allow.</summary>
public sealed class ActorOverloadedException(string path, int pending)
    : Exception($"{path} has {pending} asynchronous works pending, as many as it may; this one was not begun.");
