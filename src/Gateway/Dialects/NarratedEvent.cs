using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>Encodes an event for those who see it: the same message for all but the players that it is about, who are addressed directly.</summary>
internal static class NarratedEvent
{
    /// <param name="encode">Makes the message from the line, which is null if there is nothing to read.</param>
    /// <param name="alsoSilent">Whether an event is encoded also for those who have nothing to read of it, unless it is their own.</param>
    public static void AddTo(EncodedFrame into, RoomEvent happened, Func<string?, EncodedMessage> encode, bool alsoSilent = false)
    {
        var (_, actor, _, addressed, _, audience) = happened.Header;
        // A player who does something to itself gets one message.
        var other = addressed == actor ? null : addressed;
        var (actorLine, otherLine) = (LineFor(happened, actor), LineFor(happened, other));
        if (audience == EventAudience.Actor)
        {
            if (actor is not null && (actorLine is not null || alsoSilent))
                into.Events.Add(new EncodedEvent(encode(actorLine), Only: actor));
            return;
        }
        var line = happened.Describe(default);
        if (line is not null)
            into.Events.Add(new EncodedEvent(encode(line), Except: actor) { AndExcept = other });
        else if (alsoSilent)
            into.Events.Add(new EncodedEvent(encode(null), Except: actorLine is null ? null : actor) { AndExcept = otherLine is null ? null : other });
        if (actorLine is not null)
            into.Events.Add(new EncodedEvent(encode(actorLine), Only: actor));
        if (otherLine is not null)
            into.Events.Add(new EncodedEvent(encode(otherLine), Only: other));
    }

    private static string? LineFor(RoomEvent happened, PlayerId? player) => player is { } viewer ? happened.Describe(new Viewer(viewer)) : null;
}
