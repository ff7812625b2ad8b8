using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering;

/// <summary>
/// Keeps an ActorSystem running in this process. A downed ActorSystem ends by itself and can never rejoin, so the host starts a new one, until the host is stopped.
/// </summary>
/// <param name="make">Makes an ActorSystem that joins by itself. A failure of the first call fails the start; a later failure is retried.</param>
public sealed partial class ActorSystemHost(Func<CancellationToken, Task<ActorSystem>> make, TimeProvider time, ILogger<ActorSystemHost> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile ActorSystem? _current;
    private Task _watch = Task.CompletedTask;

    /// <summary>The first pause before a restart of the ActorSystem; it doubles up to 5 s while restarts fail.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a stop may take, for the handover of shards and every other phase of the coordinated shutdown. After that the ActorSystem is aborted.</summary>
    public TimeSpan StopDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The current ActorSystem; during a restart, the one that has ended.</summary>
    public ActorSystem Current => _current ?? throw new InvalidOperationException("The ActorSystem has not been started.");

    /// <summary>Restarts of the ActorSystem.</summary>
    public int Restarts { get; private set; }

    /// <summary>Called with each ActorSystem after the first one.</summary>
    public Action<ActorSystem> OnRestarted { get; init; } = static _ => { };

    /// <summary>Makes the first ActorSystem, and watches it from then on.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _current = await make(cancellation);
        _watch = WatchAsync(_current);
    }

    /// <summary>Leaves the cluster and ends the ActorSystem. A second call waits for the same end.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (_current is { } system && !system.WhenTerminated.IsCompleted)
        {
            try
            {
                await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).WaitAsync(StopDeadline, time);
            }
            catch (TimeoutException)
            {
                StopOverdue(StopDeadline.TotalSeconds);
                ((ExtendedActorSystem)system).Abort();
            }
        }
        await _watch;
    }

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task WatchAsync(ActorSystem system)
    {
        while (true)
        {
            await system.WhenTerminated;
            if (_stopping.IsCancellationRequested)
                return;
            Ended(CoordinatedShutdown.Get(system).ShutdownReason?.GetType().Name ?? "none");
            ClusterMetrics.Instance.Restarted();
            if (await MakeAgainAsync() is not { } next)
                return;
            _current = system = next;
            Restarts++;
            if (_stopping.IsCancellationRequested)
                await CoordinatedShutdown.Get(next).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
            else
                OnRestarted(next);
        }
    }

    private async Task<ActorSystem?> MakeAgainAsync()
    {
        var pause = BackOff;
        while (true)
        {
            try
            {
                await Task.Delay(pause, time, _stopping.Token);
                return await make(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception cause)
            {
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.TicksPerSecond * 5));
                NotMade(cause, pause.TotalSeconds);
            }
        }
    }

    [LoggerMessage(1111, LogLevel.Warning, "The ActorSystem has ended unexpectedly (reason: {Reason}) and is restarted to join again")]
    private partial void Ended(string reason);

    [LoggerMessage(1112, LogLevel.Error, "The ActorSystem could not be restarted; retrying in {Seconds} s")]
    private partial void NotMade(Exception cause, double seconds);

    [LoggerMessage(1113, LogLevel.Error, "The coordinated shutdown did not end in {Seconds} s; the ActorSystem is terminated")]
    private partial void StopOverdue(double seconds);
}
