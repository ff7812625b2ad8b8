using Actors.World;

namespace Actors.Rules.Game;

internal static class Weapons
{
    /// <summary>Bare hands and the best thing that it carries.</summary>
    public static int DamageOf(RoomState room, Player player)
    {
        var bonus = 0;
        foreach (var item in player.Items)
            bonus = Math.Max(bonus, room.KindOf(item).AttackBonus);
        return room.Rules.AttackDamage + bonus;
    }
}
