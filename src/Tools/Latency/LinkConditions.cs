namespace Actors.Tools.Latency;

/// <summary>What the network does to each direction.</summary>
/// <param name="LatencyMilliseconds">The least delay of everything.</param>
/// <param name="JitterMilliseconds">Added on top, uniform from 0 to this: the delay is never below the latency.</param>
/// <param name="Loss">0..1, of each datagram, or of each 1460-byte segment of a TCP stream.</param>
/// <param name="BytesPerSecond">0 means no limit.</param>
internal sealed record LinkConditions(double LatencyMilliseconds, double JitterMilliseconds, double Loss, long BytesPerSecond, int Seed);
