namespace Actors.Rooms;

/// <summary>
/// When to send an unanswered request for a room again. A message to a node that has died, or to a shard that is being handed over, is lost silently. Each pause is an
/// eighth of the time waited so far, within bounds: a client waits at most that much longer than it must, and a room that is unavailable for long is not flooded.
/// </summary>
public struct RoomRetry
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private TimeSpan _waited;

    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan Next()
    {
        var pause = TimeSpan.FromTicks(Math.Clamp(_waited.Ticks / 8, Shortest.Ticks, Longest.Ticks));
        _waited += pause;
        return pause;
    }
}
