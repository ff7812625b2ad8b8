using System.Collections.Concurrent;
using Actors.Rooms;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>
/// Computes when the rooms of other nodes tick next. All nodes count ticks from one epoch, each by its own clock, and a node's frames carry what its clock showed when they were
/// sent. Thread-safe.
/// </summary>
public sealed class NodeTicks(RoomTime time)
{
    private readonly ConcurrentDictionary<Address, Clock> _clocks = new();

    /// <param name="BehindMilliseconds">World time here minus world time there, plus the shortest transit time from there to here.</param>
    private sealed record Clock(double BehindMilliseconds, int TickParts);

    internal void Learn(Address node, double behindMilliseconds, int tickParts)
    {
        var clock = new Clock(behindMilliseconds, tickParts);
        if (!_clocks.TryGetValue(node, out var known) || known != clock)
            _clocks[node] = clock;
    }

    internal void Forget(Address node) => _clocks.TryRemove(node, out _);

    /// <param name="lead">How long before a tick.</param>
    /// <returns>The time to wait: more than zero, and at most the length of a tick. Null: the node's clock is not known.</returns>
    internal TimeSpan? UntilNext(Address node, TimeSpan lead)
    {
        if (!_clocks.TryGetValue(node, out var clock))
            return null;
        var period = time.TickLength / clock.TickParts;
        var there = time.SinceEpoch - TimeSpan.FromMilliseconds(clock.BehindMilliseconds) + lead;
        return period - TimeSpan.FromTicks(there.Ticks % period.Ticks);
    }
}
