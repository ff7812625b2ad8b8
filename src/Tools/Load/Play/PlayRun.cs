namespace Actors.Tools.Load.Play;

internal static class PlayRun
{
    private const int ConnectingAtOnce = 64;

    /// <summary>Plays for the duration, or until stopped; then waits for the last answers and says what it found.</summary>
    public static async Task<PlayReport> RunAsync(PlayOptions options, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var connecting = new SemaphoreSlim(ConnectingAtOnce);
        enough.CancelAfter(options.Duration);
        var clients = Enumerable.Range(0, options.Count).Select(number => new PlayClient(options, number)).ToArray();
        await Task.WhenAll(clients.Select(client => client.RunAsync(connecting, enough.Token)));
        return PlayReport.Of(clients, options);
    }
}
