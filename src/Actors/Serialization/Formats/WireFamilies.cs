using Actors.World;

namespace Actors.Serialization.Formats;

/// <summary>The closed families of types of the world's rules: each type's code, which never changes once assigned, and its members, listed as in <see cref="WireMessages"/>.</summary>
internal static class WireFamilies
{
    public static readonly WireType[] Commands =
    [
        WireType.Of<Move>("move", "Direction Sequence HoldTicks"),
        WireType.Of<Face>("face", "AngleRadians"),
        WireType.Of<Attack>("attack", "Target AngleRadians"),
        WireType.Of<Fire>("fire", "AngleRadians"),
        WireType.Of<Gather>("gather", "What"),
        WireType.Of<Say>("say", "Text"),
        WireType.Of<Emote>("emote", "Text"),
        WireType.Of<Whisper>("whisper", "To Text"),
        WireType.Of<Shout>("shout", "Text"),
        WireType.Of<Global>("global", "Text"),
        WireType.Of<Look>("look"),
        WireType.Of<Examine>("examine", "What"),
        WireType.Of<Take>("take", "What"),
        WireType.Of<Drop>("drop", "What"),
        WireType.Of<Use>("use", "What"),
        WireType.Of<ShowInventory>("inventory"),
        WireType.Of<Go>("go", "Direction"),
        WireType.Of<Who>("who"),
        WireType.Of<Help>("help", "Topic"),
        WireType.Of<TakeName>("name", "Name"),
        WireType.Of<Travel>("travel", "To"),
        WireType.Of<ListRooms>("rooms", "Set Filter"),
        WireType.Of<Join>("join", "Room Set Filter"),
        WireType.Of<TypedLine>("line", "Line"),
        WireType.Of<Invoke>("invoke", "Verb Arguments"),
    ];

    public static readonly WireType[] Replies =
    [
        WireType.Of<Done>("done", "Text"),
        WireType.Of<Rejected>("rejected", "Code Text"),
        WireType.Of<Described>("described", "Room"),
        WireType.Of<InventoryShown>("inventory", "Items Resources Score Health MaxHealth"),
        WireType.Of<Departing>("departing"),
        WireType.Of<ForwardedCommand>("beyond", "Command"),
    ];

    public static readonly WireType[] Events =
    [
        WireType.Of<PlayerEntered>("entered", "Player Name From At"),
        WireType.Of<PlayerLeft>("left", "Player Name To At"),
        WireType.Of<PlayerRenamed>("renamed", "Player OldName NewName At"),
        WireType.Of<Said>("said", "Player Name Text At"),
        WireType.Of<Emoted>("emoted", "Player Name Text At"),
        WireType.Of<ItemTaken>("taken", "Player Name Item Kind ItemName At"),
        WireType.Of<ItemDropped>("dropped", "Player Name Item Kind ItemName At"),
        WireType.Of<ItemUsed>("used", "Player Name Item Kind ItemName Consumed At"),
        WireType.Of<ItemAppeared>("appeared", "Item Kind ItemName At"),
        WireType.Of<Gathered>("gathered", "Player Name Node Resource Amount Score At"),
        WireType.Of<NodeRespawned>("node-respawned", "Node Resource At"),
        WireType.Of<Swung>("swung", "Player Name AngleRadians At"),
        WireType.Of<Struck>("struck", "ByPlayer ByCreature ByName Player Creature Name Damage Health At"),
        WireType.Of<Killed>("killed", "ByPlayer ByCreature ByName Player Creature Name At"),
        WireType.Of<PlayerRespawned>("respawned", "Player Name At"),
        WireType.Of<CreatureRespawned>("creature-respawned", "Creature Name At"),
        WireType.Of<Fired>("fired", "Player Name AngleRadians At"),
        WireType.Of<Barred>("barred", "Player Name Direction Code Text At"),
        WireType.Of<RelayedEvent>("relayed", "Kind Actor Name Other Speech Audience Line ActorLine OtherLine Fields At"),
    ];
}
