using Actors.World;

namespace Actors.Rules.Game;

/// <summary>The world ticks before which a player, or a creature, does not strike, shoot or touch again.</summary>
[Component("cooldowns", Durable = false, FromContent = false, Visibility = ComponentVisibility.Nobody)]
internal sealed record Cooldowns(long Strike, long Shot, long Touch)
{
    public static Cooldowns None { get; } = new(0, 0, 0);
}

/// <summary>Whom a creature is after.</summary>
[Component("temper", Durable = false, FromContent = false, Visibility = ComponentVisibility.Nobody)]
internal sealed record Temper(PlayerId? Enemy)
{
    public static Temper Calm { get; } = new((PlayerId?)null);
}
