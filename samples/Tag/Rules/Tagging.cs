using Actors.World;

namespace Tag.Rules;

/// <summary>Whoever is it tags whom it touches.</summary>
public sealed class Tagging : RoomSystem
{
    public override string Name => "tag.tagging";

    /// <summary>A room in which somebody walks is stepped in any case; there is more to do only for two who stand and touch, when tagging is allowed again.</summary>
    public override long? NextTick(RoomState room) => FindTouched(room) is null ? null : Math.Max(room.Tick + 1, room.Get<Round>().TagTick);

    public override void Update(RoomState room)
    {
        if (room.Tick < room.Get<Round>().TagTick || FindTouched(room) is not { } tagged)
            return;
        var by = room.FindPlayer(room.Get<Round>().It!.Value)!;
        Referee.Catch(room, tagged);
        room.Emit(new Tagged(by.Id, by.Name, tagged.Id, tagged.Name, tagged.Position));
    }

    /// <summary>The nearest player whom the one who is it touches.</summary>
    private static Player? FindTouched(RoomState room)
    {
        if (room.Get<Round>().It is not { } id || room.FindPlayer(id) is not { IsDeparting: false } it)
            return null;
        var nearest = room.Players.Where(other => other != it && !other.IsDeparting).MinBy(other => (other.Position - it.Position).LengthSquared);
        return nearest is not null && (nearest.Position - it.Position).Length <= 2 * room.Rules.PlayerRadius ? nearest : null;
    }
}
