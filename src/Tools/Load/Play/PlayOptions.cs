namespace Actors.Tools.Load.Play;

/// <param name="Ports">Clients are spread over them; a client that reconnects uses the next.</param>
/// <param name="Rate">Inputs a second of each client.</param>
/// <param name="MaxGapMilliseconds">A longer gap between frames is a fault; 0 means no limit.</param>
internal sealed record PlayOptions(
    string Host, IReadOnlyList<int> Ports, int Count, double Rate, TimeSpan Duration, int Seed, bool Reconnect = false, double MaxGapMilliseconds = 0)
{
    /// <summary>The time limit for sending a message, for connecting, and for a welcome.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time limit for a disconnected client to be in again, and for the last answers after the play.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);
}
