using Actors.World;

namespace Caravan.Rules.Doors;

/// <summary>Of a room: the directions of its locked exits that are open now. Durable: after a restart of the server, a door stands as it stood.</summary>
[Component("open_doors", FromContent = false)]
public sealed record OpenDoors(IReadOnlyList<string> Directions)
{
    public static OpenDoors None { get; } = new([]);
}

/// <summary>Of a kind of item: the exit that it opens, wherever its holder stands. Content sets it: <c>opens: east</c>.</summary>
[Component("opens", Durable = false, Visibility = ComponentVisibility.Nobody)]
public sealed record Opens(string Direction)
{
    public static Opens Nothing { get; } = new("");
}

/// <summary>Lets nobody pass until it is unlocked, and falls shut after a while.</summary>
public sealed class LockedDoor : ExitBehaviour
{
    public const string Relock = "caravan.relock";

    /// <summary>30 seconds at 20 steps a second.</summary>
    public const int OpenTicks = 600;

    public override Rejected? Passing(RoomState room, Player player, ExitDefinition exit) =>
        room.Get<OpenDoors>().Directions.Contains(exit.Direction) ? null : new Rejected("caravan.locked", $"The door {exit.Direction} is locked.");

    /// <summary>The timer is durable like the door: a door that was open when the server was killed falls shut all the same.</summary>
    public static void Open(RoomState room, string direction)
    {
        room.Set(new OpenDoors([.. room.Get<OpenDoors>().Directions, direction]));
        room.StartTimer(Relock, OpenTicks, direction, durable: true);
    }

    public static void FallShut(RoomState room, string? direction)
    {
        room.Set(new OpenDoors([.. room.Get<OpenDoors>().Directions.Where(open => open != direction)]));
        room.Emit(new DoorFellShut(direction!));
    }
}

/// <summary>A player has unlocked a door.</summary>
public sealed record DoorUnlocked(PlayerId Player, string Name, string Direction, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("caravan.unlocked", Player, Name);

    public override string Describe(in Viewer viewer) => $"{viewer.Subject(Player, Name)} {viewer.Verb(Player, "unlock", "unlocks")} the door {Direction}.";
}

/// <summary>A door is locked again.</summary>
public sealed record DoorFellShut(string Direction) : RoomEvent(Vector.Zero)
{
    public override EventHeader Header => new("caravan.fell_shut", Audience: EventAudience.Room);

    public override string Describe(in Viewer viewer) => $"The door {Direction} falls shut.";
}
