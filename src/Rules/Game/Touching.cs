using Actors.World;

namespace Actors.Rules.Game;

/// <summary>A player who stands on a node that is gathered by touch gathers from it, twice a second.</summary>
internal sealed class Touching : RoomSystem
{
    private const int CooldownTicks = 10;

    public override string Name => "touching";

    public override long? NextTick(RoomState room)
    {
        long? next = null;
        if (!room.HasTouchedNodes)
            return next;
        var bodies = room.Bodies;
        for (var i = 0; i < bodies.Length; i++)
        {
            if (CanTouch(bodies[i]) && Gathering.Touched(room, bodies[i].Position) is not null)
                next = Math.Min(next ?? long.MaxValue, room.Players[i].Get<Cooldowns>().Touch);
        }
        return next;
    }

    public override void Update(RoomState room)
    {
        if (!room.HasTouchedNodes)
            return;
        for (var i = 0; i < room.Players.Count; i++)
        {
            var body = room.Bodies[i];
            if (!CanTouch(body) || !room.MayTouch(body.Position))
                continue;
            var player = room.Players[i];
            var cooldowns = player.Get<Cooldowns>();
            if (room.Tick < cooldowns.Touch || Gathering.Touched(room, body.Position) is not { } node)
                continue;
            Gathering.Gather(room, node, player);
            player.Set(cooldowns with { Touch = room.Tick + CooldownTicks });
        }
    }

    private static bool CanTouch(in Body body) => !body.IsDead && !body.IsDeparting;
}
