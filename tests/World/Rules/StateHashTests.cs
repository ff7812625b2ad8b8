using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>Two rooms that look the same and will behave differently have different hashes: a replay finds the cause, not its later consequences.</summary>
public class StateHashTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("lamp")
        .CreatureKind("ox", static ox => ox with { MaxHealth = 1000, WanderRadius = 0, FightsBack = true, AttackRange = 0.1, Speed = 0 })
        .Room("field", static meadow => (meadow with { Safe = true }).WithCreature("ox", 1, 0).WithItem("lamp", 2, 0))
        .Room("yard").Exit("field", "north", "yard")
        .Room("barn").Exit("field", "east", "barn")
        .Build();

    private static readonly Attack AtNothing = new(null, Math.PI);
    private static readonly Face ThatWay = new(Math.PI);

    public static TheoryData<string, Action<RoomScenario>, Action<RoomScenario>> Pairs => new()
    {
        { "how long until the next blow", static meadow => meadow.Send("Ada", AtNothing, 0), static meadow => meadow.Send("Ada", ThatWay, 0) },
        { "whom a creature is after", static meadow => Strike(meadow, "Ada", "Bob"), static meadow => Strike(meadow, "Bob", "Ada") },
        { "a kept place", static meadow => Reserve(meadow, 7), static _ => { } },
        { "whose place is kept", static meadow => Reserve(meadow, 7), static meadow => Reserve(meadow, 8) },
        { "where a player is on its way to", static meadow => meadow.Send("Ada", new Go("north"), 0), static meadow => meadow.Send("Ada", new Go("east"), 0) },
        { "an answer that can be asked for again", static meadow => meadow.Send("Ada", new Take("hat"), 1), static meadow => meadow.Send("Ada", new Take("cap"), 1) },
        { "who has fired", static meadow => Fire(meadow, "Ada"), static meadow => Fire(meadow, "Bob") },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_state_hash_covers_invisible_state(string what, Action<RoomScenario> one, Action<RoomScenario> other)
    {
        var rooms = new[] { Field(), Field(), Field() };
        one(rooms[0]);
        one(rooms[1]);
        other(rooms[2]);
        Assert.True(rooms[0].Room.StateHash() == rooms[1].Room.StateHash(), $"{what}: the same room has two hashes");
        Assert.True(rooms[0].Room.StateHash() != rooms[2].Room.StateHash(), $"{what}: it is not in the hash");
        if (what.StartsWith("who has fired", StringComparison.Ordinal))
            return;
        // The difference is indeed in something that is not seen.
        Assert.Equal(rooms[0].Frame().Players, rooms[2].Frame().Players);
        Assert.Equal(rooms[0].Frame().Creatures, rooms[2].Frame().Creatures);
    }

    [Fact]
    public void The_state_hash_ignores_the_reservation_order()
    {
        var (first, second) = (Field(), Field());
        Reserve(first, 7);
        Reserve(first, 8);
        Reserve(second, 8);
        Reserve(second, 7);
        Assert.Equal(first.Room.StateHash(), second.Room.StateHash());
    }

    private static RoomScenario Field()
    {
        var meadow = new RoomScenario(World, "field");
        meadow.Enter("Ada");
        meadow.Enter("Bob");
        return meadow;
    }

    private static void Strike(RoomScenario meadow, string first, string second)
    {
        meadow.Send(first, new Attack("ox"), 0).ExpectDone();
        meadow.Send(second, new Attack("ox"), 0).ExpectDone();
    }

    private static void Reserve(RoomScenario meadow, long player) =>
        meadow.Do($"a place for {player}", (room, effects) => room.Reserve(Stranger(room, player), effects)).ExpectDone();

    private static PlayerState Stranger(Room room, long player) =>
        new(new PlayerRecord { Id = new PlayerId(player), Name = $"Stranger{player}", Room = room.Id, Health = 1 }, []);

    private static void Fire(RoomScenario meadow, string player) => meadow.Send(player, new Fire(), 0).ExpectDone();
}
