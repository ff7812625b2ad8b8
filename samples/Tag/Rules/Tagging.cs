using Actors.World;

namespace Tag.Rules;

/// <summary>Whoever is it tags whom it touches.</summary>
public sealed class Tagging : RoomSystem
{
    public override string Name => "tag.tagging";

    /// <summary>A room in which somebody walks is stepped in any case; there is more to do only for two who stand and touch, when tagging is allowed again.</summary>
    public override long? NextTick(RoomState room) => Touched(room) < 0 ? null : Math.Max(room.Tick + 1, room.Get<Round>().TagTick);

    public override void Update(RoomState room)
    {
        if (room.Tick < room.Get<Round>().TagTick || Touched(room) is not (>= 0 and var slot))
            return;
        var (by, tagged) = (room.FindPlayer(room.Get<Round>().It!.Value)!, room.Players[slot]);
        Referee.Catch(room, tagged);
        room.Emit(new Tagged(by.Id, by.Name, tagged.Id, tagged.Name, tagged.Position));
    }

    /// <summary>The place of the nearest player whom the one who is it touches; -1: none. It reads bodies alone, which are in the order of players.</summary>
    private static int Touched(RoomState room)
    {
        if (room.Get<Round>().It is not { } id || room.FindPlayer(id) is not { IsDeparting: false } it)
            return -1;
        var reach = 2 * room.Rules.PlayerRadius;
        var (nearest, best) = (-1, reach * reach);
        var bodies = room.Bodies;
        for (var slot = 0; slot < bodies.Length; slot++)
        {
            var distance = (bodies[slot].Position - it.Position).LengthSquared;
            if (distance <= best && !bodies[slot].IsDeparting && room.Players[slot] != it)
                (nearest, best) = (slot, distance);
        }
        return nearest;
    }
}
