using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Reloading;

/// <summary>Puts other content in the place of that with which a node runs.</summary>
internal static class ContentSwap
{
    /// <summary>Whatever is made or asked from now on is of the new content; rooms that are in memory are told, and then clients are shown.</summary>
    /// <param name="show">Shows clients what has changed; null on a node without any.</param>
    /// <param name="answersTo">Gets a <see cref="RoomTookContent"/> of each room that was told.</param>
    /// <returns>How many were.</returns>
    public static int Begin(LiveWorld content, WorldDefinition next, LocalRooms rooms, Action<WorldDefinition, WorldDefinition>? show, IActorRef answersTo)
    {
        var before = content.Current;
        content.Replace(next);
        var told = 0;
        foreach (var room in rooms.All)
        {
            if (room.Actor is not { } actor)
                continue;
            told++;
            actor.Tell(ContentChanged.Instance, answersTo);
        }
        show?.Invoke(before, next);
        return told;
    }
}
