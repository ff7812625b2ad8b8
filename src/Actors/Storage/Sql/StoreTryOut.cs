using Actors.World;

namespace Actors.Storage;

/// <summary>
/// The life of a room in one transaction, which the caller rolls back: it is opened, played in, handed over with its roster and opened again. The rows have a value for every member that is
/// stored as JSON, because the reader and the writer of each member are compiled at its first value.
/// </summary>
internal static class StoreTryOut
{
    public static async Task RunAsync(SqlSession db)
    {
        var one = Guid.NewGuid();
        var room = new RoomId($"warm-up {one:N}");
        // No two calls share an id. Otherwise each would wait for the row of the one before, and nodes that start together would wait for each other.
        var player = Player(new PlayerId(long.MinValue | BitConverter.ToInt64(one.ToByteArray())), room);
        var held = Item(room, "held") with { Player = player.Id, Room = null };
        var roster = new HandoffRoster([new PlayerState(player, [held], new Motion(new Vector(1, 0), 1, 1)) { Transient = Components }]);
        // As the store itself groups them.
        var activations = new GroupedCalls<RoomClaim, ClaimedRoom>(claims => new SqlRooms(db).ActivateAsync(claims));
        var loads = new GroupedCalls<PlayerId, PlayerState>(players => LoadAsync(db, players));
        foreach (var record in (RoomRecord[])[Record(room) with { Instance = null }, Record(room)])
        {
            var activation = await SqlWorldStore.ActivateAsync(activations, room, record.Instance?.Title ?? room.Value, CancellationToken.None);
            Change[] changes = [new RoomChanged(record), new PlayerChanged(player, room), new ItemChanged(Item(room, "lies")), new ItemChanged(held)];
            await new SqlCommits(db).CommitAsync(new CommitBatch(new BatchId(room.Value, activation.Epoch), [new RoomTransaction(room, activation.Epoch, changes, roster)]));
            await loads.CallAsync(player.Id, CancellationToken.None);
        }
        await SqlWorldStore.ActivateAsync(activations, room, "last", CancellationToken.None);
    }

    private static async Task<Dictionary<PlayerId, PlayerState>> LoadAsync(SqlSession db, IReadOnlyList<PlayerId> players)
    {
        await SqlPlayers.AdmitAsync(db, players);
        return (await SqlPlayers.FindAsync(db, players)).ToDictionary(static one => one.Key, static one => one.Value.State);
    }

    private static ComponentData? Components { get; } = ComponentData.Parse("""{"warm-up":[1,{}]}""");

    private static PlayerRecord Player(PlayerId id, RoomId room) => new()
    {
        Id = id,
        Name = room.Value,
        TokenHash = room.Value,
        Room = room,
        Position = new Vector(1, 1),
        Resources = new ResourceCounts(1, 1, 1, 1),
        Recent = [new CommandResult(1, "done", "Done.")],
        Components = Components,
    };

    private static ItemRecord Item(RoomId room, string name) => new(new ItemId($"{room}/{name}"), "thing", null, room, new Vector(1, 1)) { Components = Components };

    /// <summary>One with a value for every member; a test holds it to that.</summary>
    internal static RoomRecord Record(RoomId room) => new()
    {
        Id = room,
        Zone = new ZoneId("zone"),
        NextItem = 1,
        Nodes = [new NodeRecord(1, 1, 1) { Name = "oak", Components = Components }],
        Dead = [new DeadCreature(1, 1) { Name = "wolf" }],
        Creatures = [new CreatureRecord(1, "wolf", Components!)],
        Timers = [new RoomTimer("timer", 1, 1, "data", IsDurable: true)],
        Components = Components,
        Outbound = new OutboundRecord(1, [new ServiceRequest(room, 1, "service", "body", "context")], [new RoomMail(room, room, 1, "kind", "body")], [new MailCount(room, 1)], [new MailCount(room, 1)])
        {
            Gone = [new MailCount(room, 1)],
        },
        Instance = new InstanceRecord
        {
            Set = "set",
            Entry = room,
            Title = "title",
            IsListed = true,
            Capacity = 1,
            Players = 1,
            Others = [new RoomPlayers(room, 1)],
            Admitted = [new PlayerId(1)],
            Shown = RoomTags.Empty.With("mode", "duel"),
            IsKept = true,
            EmptyTicks = 1,
            EndTick = 1,
            IsNew = true,
            HasEnded = true,
        },
        LastOpened = 1,
        Opened = [new ListedRoom(room, "set", "title", 1, 1, RoomTags.Empty.With("mode", "duel"))],
    };
}
