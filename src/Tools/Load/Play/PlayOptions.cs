namespace Actors.Tools.Load.Play;

/// <param name="Ports">Clients are spread over them; a client that reconnects uses the next.</param>
/// <param name="Rate">Inputs a second of each client.</param>
/// <param name="MaxGapMilliseconds">A longer gap between frames is a fault; 0 is without limit.</param>
internal sealed record PlayOptions(
    string Host, IReadOnlyList<int> Ports, int Count, double Rate, TimeSpan Duration, int Seed, bool Reconnect = false, double MaxGapMilliseconds = 0)
{
    /// <summary>For one message to be taken, a connection to be made, a welcome to come.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a client that was cut off to be in again, and for the last answers after the play.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);
}
