namespace Actors.Simulation;

/// <summary>A node's own clock, for what outlives its ActorSystem: each ActorSystem comes with another clock, and before the first one there is none.</summary>
internal sealed class NodeTime(Func<TimeProvider> now) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now().GetUtcNow();

    public override long GetTimestamp() => now().GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => now().CreateTimer(callback, state, dueTime, period);
}
