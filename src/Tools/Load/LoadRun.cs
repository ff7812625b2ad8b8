namespace Actors.Tools.Load;

internal static class LoadRun
{
    private const int ConnectingAtOnce = 64;

    /// <summary>Runs all clients for the duration, or until stopped.</summary>
    public static async Task RunAsync(LoadOptions options, LoadStats stats, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var connecting = new SemaphoreSlim(ConnectingAtOnce);
        end.CancelAfter(options.Duration);
        await Task.WhenAll(Enumerable.Range(0, options.Count).Select(number => new LoadClient(options, stats, number).RunAsync(connecting, end.Token)));
    }
}
