using System.Diagnostics;

namespace Actors.Client.Connections;

internal sealed class SystemClock : IGameClock
{
    public static readonly SystemClock Instance = new();

    public double Milliseconds => Stopwatch.GetTimestamp() * (1000.0 / Stopwatch.Frequency);

    // netstandard2.1 has no TimeProvider: this interface stands in its place.
#pragma warning disable RS0030
    public double UnixMilliseconds => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
#pragma warning restore RS0030
}
