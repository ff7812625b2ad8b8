using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;

namespace Actors.Serialization.Formats;

/// <summary>Records that are parts of messages, with their members listed as in <see cref="WireMessages"/>.</summary>
internal static class WireParts
{
    public static readonly WireType[] All =
    [
        WireType.Part<ConnectionId>("Gateway Number"),
        WireType.Part<SessionOf>("Player Connection"),
        WireType.Part<TransferId>("From Epoch Number"),
        WireType.Part<PlayerSnapshot>("Position FacingRadians Health Motion"),
        WireType.Part<Motion>("Direction LastProcessedInput HoldTicks"),
        WireType.Part<Rejected>("Code Text"),
        WireType.Part<PlayerNotice>("Code Text"),
        WireType.Part<RoomReport>("Room Epoch Players Disconnected Watchers LatenessP50Milliseconds LatenessP99Milliseconds Restarts IsQuarantined"),

        WireType.Part<PlayerEntry>("Player Name Connection"),
        WireType.Part<PlayerPresence>("Player Name Room"),
        WireType.Part<Whispered>("From FromName Text"),

        WireType.Part<PlayerRecord>("Id Name TokenHash Named Room Position FacingRadians Health Score Resources LastCommand Recent Components?"),
        WireType.Part<PlayerState>("Record Items Motion Transient?"),
        WireType.Part<RoomMail>("From To Number Kind Body"),
        WireType.Part<CommandResult>("Command Code Text"),
        WireType.Part<ItemRecord>("Id Kind Player Room Position Components?"),
        WireType.Part<ResourceCounts>("Wood Stone Food Gold"),
        WireType.Part<HeldItem>("Id Kind Name"),
        WireType.Part<RoomDescription>("Room Title Description Exits Players Items Creatures"),

        WireType.Part<RoomFrame>("Room Sequence Tick Players Creatures Items Nodes Projectiles Events FirstEvent Components"),
        WireType.Part<PlayerView>("Id Name XMilli YMilli VelocityXMilli VelocityYMilli FacingMilli Health MaxHealth Score Resources LastProcessedInput Holding"),
        WireType.Part<CreatureView>("Id Kind Name XMilli YMilli FacingMilli Health MaxHealth"),
        WireType.Part<ItemView>("Id Kind Name XMilli YMilli"),
        WireType.Part<ComponentView>("Holder Id Name Json Only"),
        WireType.Part<ProjectileView>("Id Owner XMilli YMilli AngleMilli"),
    ];
}
