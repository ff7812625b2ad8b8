using Actors.World;

namespace MyGame;

/// <summary>A point of mana comes back every second.</summary>
public sealed class ManaRegeneration : RoomSystem
{
    private const int Ticks = 20;

    public override long? NextTick(RoomState room)
    {
        foreach (var player in room.Players)
        {
            if (player.Get<Mana>().Points < Mana.Most)
                return ((room.Tick / Ticks) + 1) * Ticks;
        }
        return null;
    }

    public override void Update(RoomState room)
    {
        if (room.Tick % Ticks != 0)
            return;
        foreach (var player in room.Players)
        {
            if (player.Get<Mana>() is { Points: < Mana.Most } mana)
                player.Set(mana with { Points = mana.Points + 1 });
        }
    }
}
