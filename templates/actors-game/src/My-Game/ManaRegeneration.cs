using Actors.World;

namespace My_Game;

/// <summary>Players regain a point of mana every second. When everybody has all of it there is no work, and the room sleeps.</summary>
public sealed class ManaRegeneration : RoomSystem
{
    public override long? NextTick(RoomState room)
    {
        var period = PeriodOf(room);
        foreach (var player in room.Players)
        {
            if (player.Get<Mana>().Points < Mana.Most)
                return (room.Tick / period + 1) * period;
        }
        return null;
    }

    public override void Update(RoomState room)
    {
        if (room.Tick % PeriodOf(room) != 0)
            return;
        foreach (var player in room.Players)
        {
            if (player.Get<Mana>() is { Points: < Mana.Most } mana)
                player.Set(mana.Plus(1));
        }
    }

    private static int PeriodOf(RoomState room) => 1000 / room.Rules.TickMilliseconds;
}
