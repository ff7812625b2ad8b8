using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// Puts the movement of a later frame into an earlier one. While a commit is slow, a room shows such frames: nobody stands still because of the store, and
/// nobody sees an effect that may still fail.
/// </summary>
internal static class FrameMovement
{
    public static RoomFrame WithMovementOf(this RoomFrame frame, RoomFrame later) => frame with
    {
        Tick = later.Tick,
        Players = Moved(frame.Players, later.Players, static player => player.Id.Value, static (player, to) => player with
        {
            XMilli = to.XMilli,
            YMilli = to.YMilli,
            VelocityXMilli = to.VelocityXMilli,
            VelocityYMilli = to.VelocityYMilli,
            FacingMilli = to.FacingMilli,
            LastProcessedInput = to.LastProcessedInput,
        }),
        Creatures = Moved(frame.Creatures, later.Creatures, static creature => creature.Id.Value, static (creature, to) => creature with
        {
            XMilli = to.XMilli,
            YMilli = to.YMilli,
            FacingMilli = to.FacingMilli,
        }),
        Projectiles = later.Projectiles,
    };

    /// <summary>Whether nothing has moved between two frames of one room.</summary>
    public static bool StandsStillSince(this RoomFrame frame, RoomFrame earlier) =>
        ReferenceEquals(frame.Players, earlier.Players)
        && ReferenceEquals(frame.Creatures, earlier.Creatures)
        && ReferenceEquals(frame.Projectiles, earlier.Projectiles);

    /// <summary>Both are in one order, but each may have some that the other has not.</summary>
    private static T[] Moved<T>(T[] views, T[] later, Func<T, long> id, Func<T, T, T> move)
    {
        if (ReferenceEquals(views, later))
            return views;
        var moved = new T[views.Length];
        var at = 0;
        for (var i = 0; i < views.Length; i++)
        {
            moved[i] = views[i];
            var same = at;
            while (same < later.Length && id(later[same]) != id(views[i]))
                same++;
            if (same == later.Length)
                continue;
            moved[i] = move(views[i], later[same]);
            at = same + 1;
        }
        return moved;
    }
}
