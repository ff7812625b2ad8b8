namespace Actors.Tools.Load.Play;

internal static class PlayRun
{
    private const int ConnectingAtOnce = 64;
    private const int MaxPhases = 1000;

    /// <summary>Plays for the duration, or until stopped; then waits for the last answers and reports.</summary>
    /// <param name="marks">Each line starts a phase of that name, with gaps of its own; null: there is one phase.</param>
    public static async Task<PlayReport> RunAsync(PlayOptions options, CancellationToken stop, TextReader? marks = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var connecting = new SemaphoreSlim(ConnectingAtOnce);
        enough.CancelAfter(options.Duration);
        var clients = Enumerable.Range(0, options.Count).Select(number => new PlayClient(options, number)).ToArray();
        using var phases = new PlayPhases(clients, MaxPhases);
        if (marks is not null)
            _ = phases.FollowAsync(marks);
        await Task.WhenAll(clients.Select(client => client.RunAsync(connecting, enough.Token)));
        return PlayReport.Of(clients, options, phases.End());
    }
}
