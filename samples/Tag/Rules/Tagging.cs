using Actors.World;

namespace Tag.Rules;

/// <summary>The player who is it tags whomever it touches.</summary>
public sealed class Tagging : RoomSystem
{
    public override string Name => "tag.tagging";

    /// <summary>A room in which somebody walks is stepped in any case. There is more to do only for two players who stand and touch, once tagging is allowed again.</summary>
    public override long? NextTick(RoomState room) => FindTouched(room) is null ? null : Math.Max(room.Tick + 1, room.Get<Round>().TagTick);

    public override void Update(RoomState room)
    {
        if (room.Tick < room.Get<Round>().TagTick || FindTouched(room) is not { } tagged)
            return;
        var by = room.FindPlayer(room.Get<Round>().It!.Value)!;
        Referee.Catch(room, tagged);
        room.Emit(new Tagged(by.Id, by.Name, tagged.Id, tagged.Name, tagged.Position));
    }

    /// <summary>The nearest player who is touched by the one who is it.</summary>
    private static Player? FindTouched(RoomState room)
    {
        if (room.Get<Round>().It is not { } id || room.FindPlayer(id) is not { IsDeparting: false } it)
            return null;
        var nearest = room.Players.Where(other => other != it && !other.IsDeparting).MinBy(other => (other.Position - it.Position).LengthSquared);
        return nearest is not null && (nearest.Position - it.Position).Length <= 2 * room.Rules.PlayerRadius ? nearest : null;
    }
}
