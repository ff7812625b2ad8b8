using Actors.Clustering;
using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Clustering;

public sealed class ActorSystemHostTests
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
    private int _made;

    [Fact]
    public async Task A_terminated_ActorSystem_is_replaced()
    {
        var restarted = new TaskCompletionSource<ActorSystem>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = Host(_ => Make(), restarted.SetResult);
        await host.StartAsync(default);
        var first = host.Current;
        await first.Terminate();
        var second = await restarted.Task;
        Assert.NotSame(first, second);
        Assert.Same(second, host.Current);
        Assert.Equal(1, host.Restarts);
    }

    [Fact]
    public async Task A_stopped_ActorSystem_is_not_replaced()
    {
        await using var host = Host(_ => Make());
        await host.StartAsync(default);
        await host.StopAsync();
        Assert.True(host.Current.WhenTerminated.IsCompleted);
        Assert.Equal(1, _made);
        Assert.IsType<CoordinatedShutdown.ClusterLeavingReason>(CoordinatedShutdown.Get(host.Current).ShutdownReason);
    }

    [Fact]
    public async Task A_creation_failure_fails_StartAsync()
    {
        await using var host = Host(static _ => throw new NodeRefusedException("taken"));
        await Assert.ThrowsAsync<NodeRefusedException>(() => host.StartAsync(default));
    }

    [Fact]
    public async Task A_failed_restart_is_retried()
    {
        var restarted = new TaskCompletionSource<ActorSystem>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = Host(_ => _made is 1 or 2 && ++_made > 0 ? throw new IOException("The database is away.") : Make(), restarted.SetResult);
        await host.StartAsync(default);
        await host.Current.Terminate();
        await restarted.Task;
        Assert.Equal(4, _made);
    }

    [Fact]
    public async Task StopAsync_ends_the_restart_retries()
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = Host(_ =>
        {
            if (_made == 0)
                return Make();
            failed.TrySetResult();
            throw new IOException("The database is away.");
        });
        await host.StartAsync(default);
        await host.Current.Terminate();
        await failed.Task;
        await host.StopAsync();
    }

    [Fact]
    public async Task A_shutdown_that_hangs_is_cut_off_at_the_deadline()
    {
        await using var host = new ActorSystemHost(
            _ =>
            {
                var system = ActorSystem.Create("hangs", Quiet.WithFallback(ConfigurationFactory.ParseString("akka.coordinated-shutdown.phases.service-stop.timeout = 60s")));
                CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "hang", static () => new TaskCompletionSource<Akka.Done>().Task);
                return Task.FromResult(system);
            },
            TimeProvider.System,
            NullLogger<ActorSystemHost>.Instance)
        {
            StopDeadline = TimeSpan.FromMilliseconds(100),
        };
        await host.StartAsync(default);
        await host.StopAsync();
        Assert.True(host.Current.WhenTerminated.IsCompleted);
    }

    private static ActorSystemHost Host(Func<CancellationToken, Task<ActorSystem>> make, Action<ActorSystem>? restarted = null) =>
        new(make, TimeProvider.System, NullLogger<ActorSystemHost>.Instance) { BackOff = TimeSpan.FromMilliseconds(1), OnRestarted = restarted ?? (static _ => { }) };

    private Task<ActorSystem> Make()
    {
        _made++;
        return Task.FromResult(ActorSystem.Create("host", Quiet));
    }
}
