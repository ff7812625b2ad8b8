using Actors.World;

namespace Tag.Rules;

/// <summary>Of a room that rounds are played in. Content says it: <c>arena: { roundSeconds: 60, pauseSeconds: 5 }</c>.</summary>
[Component("arena", Durable = false, Visibility = ComponentVisibility.Nobody)]
public sealed record Arena(int RoundSeconds = 0, int PauseSeconds = 0);

/// <summary>The round of an arena, for all to see.</summary>
/// <param name="Number">Counts them, so that a whistle for a round that was broken off means nothing.</param>
/// <param name="EndTick">Of the phase; 0 while the arena waits.</param>
/// <param name="It">Who is it.</param>
/// <param name="TagTick">Before which nobody is tagged: who has just been gets a moment to turn round.</param>
[Component("round", FromContent = false)]
public sealed record Round(int Number = 0, Phase Phase = Phase.Waiting, long EndTick = 0, PlayerId? It = null, long TagTick = 0);

public enum Phase { Waiting, Starting, Playing }

/// <summary>How long a player has been free in this round.</summary>
/// <param name="Ticks">Up to <paramref name="SinceTick"/>.</param>
/// <param name="SinceTick">Since when it is free now; 0: it is not, or does not play.</param>
[Component("runner", FromContent = false)]
public sealed record Runner(long Ticks = 0, long SinceTick = 0)
{
    public long TicksAt(long tick) => Ticks + (SinceTick == 0 ? 0 : tick - SinceTick);

    public Runner FreeFrom(long tick) => SinceTick == 0 ? this with { SinceTick = tick } : this;

    public Runner CaughtAt(long tick) => new(TicksAt(tick), 0);
}
