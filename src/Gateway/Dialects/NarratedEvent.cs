using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>Puts an event into lines: the same line for all but the players that it is about, who are addressed themselves.</summary>
internal static class NarratedEvent
{
    private static readonly PlayerId Nobody = default;

    /// <param name="encode">Makes the message from who did it and the line.</param>
    public static void AddTo(EncodedFrame into, RoomEvent happened, Func<string, string, EncodedMessage> encode)
    {
        var (actor, other, name) = About(happened);
        var onlookers = Narrator.Narrate(happened, Nobody);
        var shared = onlookers is null ? null : encode(name, onlookers);
        if (shared is not null)
            into.Events.Add(new EncodedEvent(shared, Except: actor) { AndExcept = other });
        AddOwn(into, happened, actor, name, encode);
        AddOwn(into, happened, other, name, encode);
    }

    private static void AddOwn(EncodedFrame into, RoomEvent happened, PlayerId? player, string name, Func<string, string, EncodedMessage> encode)
    {
        if (player is { } viewer && Narrator.Narrate(happened, viewer) is { } line)
            into.Events.Add(new EncodedEvent(encode(name, line), Only: viewer));
    }

    public static (PlayerId? Actor, PlayerId? Other, string Name) About(RoomEvent happened) => happened switch
    {
        PlayerEntered entered => (entered.Player, null, entered.Name),
        PlayerLeft left => (left.Player, null, left.Name),
        PlayerRenamed renamed => (renamed.Player, null, renamed.NewName),
        Said said => (said.Player, null, said.Name),
        Emoted emoted => (emoted.Player, null, emoted.Name),
        ItemTaken taken => (taken.Player, null, taken.Name),
        ItemDropped dropped => (dropped.Player, null, dropped.Name),
        ItemUsed used => (used.Player, null, used.Name),
        Gathered gathered => (gathered.Player, null, gathered.Name),
        Swung swung => (swung.Player, null, swung.Name),
        Struck struck => (struck.ByPlayer, struck.Player, struck.ByName),
        Killed killed => (killed.ByPlayer, killed.Player, killed.ByName),
        PlayerRespawned respawned => (respawned.Player, null, respawned.Name),
        Fired fired => (fired.Player, null, fired.Name),
        CreatureRespawned respawned => (null, null, respawned.Name),
        ItemAppeared appeared => (null, null, appeared.ItemName),
        _ => (null, null, ""),
    };
}
