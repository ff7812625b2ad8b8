using System.Threading.Channels;
using Actors.Runtime;
using Actors.Runtime.Cells;
using Actors.TestKit;

namespace Actors.Tests.Runtime.Compliance;

internal sealed class ThreadPoolHost : IRuntimeHost
{
    private readonly ThreadPoolRuntime _runtime;

    public ThreadPoolHost(LogRecorder log) => _runtime = new ThreadPoolRuntime(time: Clock, loggers: log);

    public IActorRuntime Runtime => _runtime;

    public ManualTimeProvider Clock { get; } = new();

    public void Advance(TimeSpan by) => Clock.Advance(by);

    public async Task<T> Next<T>(ChannelReader<T> from)
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await from.ReadAsync(giveUp.Token);
    }

    public Task UntilIdle<T>(IActorRef<T> actor) => Eventually.Holds(() => ((ActorCell)actor).IsIdle);
}

internal sealed class SimulationHost : IRuntimeHost
{
    private readonly SimulationRuntime _runtime;

    public SimulationHost(LogRecorder log) => _runtime = new SimulationRuntime(new SimulationLoop(seed: 7, Clock), log);

    public IActorRuntime Runtime => _runtime;

    public ManualTimeProvider Clock { get; } = new();

    public void Advance(TimeSpan by) => _runtime.Advance(by);

    public Task<T> Next<T>(ChannelReader<T> from)
    {
        _runtime.RunUntilIdle();
        return Task.FromResult(from.TryRead(out var one) ? one : throw new InvalidOperationException("Nothing came."));
    }

    public Task UntilIdle<T>(IActorRef<T> actor)
    {
        _runtime.RunUntilIdle();
        return Task.CompletedTask;
    }
}
