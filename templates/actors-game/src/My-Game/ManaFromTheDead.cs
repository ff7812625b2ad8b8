using Actors.World;

namespace My_Game;

/// <summary>A player who kills a creature gets the mana that content gave it.</summary>
public sealed class ManaFromTheDead : RoomHook
{
    public override void Died(RoomState room, Creature creature, in Attacker by)
    {
        if (creature.Has<Mana>() && by.Player is { } id && room.FindPlayer(id) is { } player)
            player.Set(player.Get<Mana>().Plus(creature.Get<Mana>().Points));
    }
}
