using Actors.World;

namespace Actors.Rules.Game;

internal static class Weapons
{
    /// <summary>The damage of bare hands, plus the best bonus among the items that the player carries.</summary>
    public static int DamageOf(RoomState room, Player player)
    {
        var bonus = 0;
        foreach (var item in player.Items)
            bonus = Math.Max(bonus, room.KindOf(item).AttackBonus);
        return room.Rules.AttackDamage + bonus;
    }
}
