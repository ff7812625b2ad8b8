using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Reloading;

/// <summary>Replaces the content that a node runs with.</summary>
internal static class ContentSwap
{
    /// <summary>Everything that is made or queried from now on uses the new content. Rooms in memory are notified, and then clients are shown what has changed.</summary>
    /// <param name="show">Shows clients what has changed; null on a node without clients.</param>
    /// <param name="answersTo">Gets a <see cref="RoomTookContent"/> from each notified room.</param>
    /// <returns>The number of notified rooms.</returns>
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
