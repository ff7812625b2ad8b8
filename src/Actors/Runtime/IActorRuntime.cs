namespace Actors.Runtime;

/// <summary>Runs actors. Disposing it stops all of them and completes when all have.</summary>
public interface IActorRuntime : IAsyncDisposable
{
    TimeProvider Time { get; }

    /// <summary>
    /// Makes an actor without a parent. The factory and <see cref="Actor{TMessage}.Started"/> run later, as the actor's first
    /// turn, before any message; the ref may be told at once.
    /// </summary>
    /// <param name="name">Becomes the path. Its first segment is the actor's kind in metrics: <c>room/plaza</c> is a room.</param>
    /// <exception cref="ObjectDisposedException">The runtime has been disposed.</exception>
    IActorRef<T> Spawn<T>(string name, Func<Actor<T>> create, ActorOptions options);

    /// <summary>
    /// Stops an actor of this runtime after the message in hand; completes when it and its children have stopped.
    /// Never await this inside an actor's turn.
    /// </summary>
    /// <exception cref="ArgumentException">The ref is not one of this runtime.</exception>
    Task StopAsync<T>(IActorRef<T> actor);
}
