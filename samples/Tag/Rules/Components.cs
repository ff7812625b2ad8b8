using Actors.World;

namespace Tag.Rules;

/// <summary>Of a room in which rounds are played. Content sets it: <c>arena: { roundSeconds: 60, pauseSeconds: 5 }</c>.</summary>
[Component("arena", Durable = false, Visibility = ComponentVisibility.Nobody)]
public sealed record Arena(int RoundSeconds = 0, int PauseSeconds = 0);

/// <summary>The round of an arena, visible to everybody.</summary>
/// <param name="Number">Counts the rounds, so that a whistle for a round that was broken off is ignored.</param>
/// <param name="EndTick">The end of the phase; 0 while the arena waits.</param>
/// <param name="It">The player who is it.</param>
/// <param name="TagTick">Nobody is tagged before this tick: a player who has just been tagged gets a moment to turn round.</param>
[Component("round", FromContent = false)]
public sealed record Round(int Number = 0, Phase Phase = Phase.Waiting, long EndTick = 0, PlayerId? It = null, long TagTick = 0);

public enum Phase { Waiting, Starting, Playing }

/// <summary>How long a player has been free in this round.</summary>
/// <param name="Ticks">Up to <paramref name="SinceTick"/>.</param>
/// <param name="SinceTick">Since when the player is free; 0: it is not free, or does not play.</param>
[Component("runner", FromContent = false)]
public sealed record Runner(long Ticks = 0, long SinceTick = 0)
{
    public long TicksAt(long tick) => Ticks + (SinceTick == 0 ? 0 : tick - SinceTick);

    public Runner FreeFrom(long tick) => SinceTick == 0 ? this with { SinceTick = tick } : this;

    public Runner CaughtAt(long tick) => new(TicksAt(tick), 0);
}
