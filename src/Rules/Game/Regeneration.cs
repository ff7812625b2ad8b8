using Actors.World;

namespace Actors.Rules.Game;

/// <summary>The living regain a point of health every so many ticks.</summary>
internal sealed class Regeneration : RoomSystem
{
    public override string Name => "regeneration";

    public override long? NextTick(RoomState room)
    {
        var most = room.Rules.PlayerMaxHealth;
        foreach (ref readonly var body in room.Bodies)
        {
            if (!body.IsDead && body.Health < most)
                return ((room.Tick / room.Rules.RegenerationTicks) + 1) * room.Rules.RegenerationTicks;
        }
        return null;
    }

    public override void Update(RoomState room)
    {
        if (room.Tick % room.Rules.RegenerationTicks != 0)
            return;
        var most = room.Rules.PlayerMaxHealth;
        for (var i = 0; i < room.Bodies.Length; i++)
        {
            if (!room.Bodies[i].IsDead && room.Bodies[i].Health < most)
                room.Players[i].Heal(1);
        }
    }
}
