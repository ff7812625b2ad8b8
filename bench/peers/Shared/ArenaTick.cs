namespace Actors.Bench.Peers;

internal static class ArenaTick
{
    public const double Seconds = 0.05;

    /// <summary>Ticks twenty times a second until stopped; a late tick does not delay the next ones.</summary>
    public static async Task RunAsync(Func<Task> tick, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Seconds));
        while (await timer.WaitForNextTickAsync(stop))
            await tick();
    }
}
