using Actors.Runtime;
using Actors.TestKit;

namespace Actors.Tests.Runtime.Compliance;

/// <summary>
/// What every runtime promises. The chapters are the partial files; the two subclasses run all of them, so that what an actor
/// may rely on is the same in production and in simulation.
/// </summary>
public abstract partial class RuntimeCompliance : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IRuntimeHost _host;

    private protected RuntimeCompliance(Func<LogRecorder, IRuntimeHost> host) => _host = host(Log);

    private protected LogRecorder Log { get; } = new();

    private protected IActorRuntime Runtime => _host.Runtime;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Dispose();

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private Task Stop<T>(IActorRef<T> actor) => Runtime.StopAsync(actor).WaitAsync(Patience);

    private Task Dispose() => Runtime.DisposeAsync().AsTask().WaitAsync(Patience);

    private protected Inbox<T> Inbox<T>() => new(_host);

    private protected IActorRef<T> Spawn<T>(
        Action<IActorContext<T>, T> receive,
        Action<IActorContext<T>>? started = null,
        Action? stopped = null,
        string name = "test",
        ActorOptions? options = null) =>
        Runtime.Spawn(name, () => new Scripted<T>(receive, started, stopped), options ?? ActorOptions.Default);

    /// <summary>An actor that hands on what it is told.</summary>
    private protected IActorRef<string> SpawnEcho(Inbox<string> inbox, Action<IActorContext<string>>? started = null) =>
        Spawn<string>((_, message) => inbox.Tell(message), started);
}

public sealed class ThreadPoolRuntimeCompliance() : RuntimeCompliance(log => new ThreadPoolHost(log));

public sealed class SimulationRuntimeCompliance() : RuntimeCompliance(log => new SimulationHost(log));
