using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>A busy room under seeded random commands and ticks. The same seed makes the same run.</summary>
internal sealed class RandomRun
{
    public const int Players = 4;

    public static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("cup").ItemKind("bread", static bread => bread with { Heals = 20 }).ItemKind("sword", static sword => sword with { AttackBonus = 9 })
        .CreatureKind("rat", static rat => rat with { FightsBack = true, WanderRadius = 5, Drops = "cup", RespawnTicks = 120 })
        .Room("hall", static hall => hall
            .WithItem("cup", 1, 1).WithItem("bread", -2, 2).WithItem("bread", 3, -3).WithItem("sword", 4, 4)
            .WithNode(Resource.Gold, 0, 3, 2, 90).WithNode(Resource.Wood, -5, 0, 3, 150, onTouch: false)
            .WithCreature("rat", 5, 5).WithCreature("rat", -6, -6).WithRock(0, -4, 1.5).WithWall(6, 0, 1, 4))
        .Room("yard")
        .Build();

    private static readonly string[] Kinds = ["cup", "bread", "sword", "all"];

    private readonly Random _random;
    private readonly long[] _commands = new long[Players];

    /// <param name="made">Called with the room before anything is done to it.</param>
    public RandomRun(int seed, Action<Room, WorldDefinition>? made = null)
    {
        _random = new Random(seed);
        Room = new Room(World, World.Rooms["hall"], new RoomId("hall"), new SavedRoom(null, []), 0);
        made?.Invoke(Room, World);
        Room.Seed(Effects);
        for (var i = 1; i <= Players; i++)
            Room.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(i), Name = $"Player{i}", Room = Room.Id, Health = 100 }, []), null, Effects);
    }

    public Room Room { get; }

    public RoomEffects Effects { get; } = new();

    /// <summary>Either a tick or a command of one of the players; the caller drains the effects.</summary>
    public void Step()
    {
        if (_random.Next(2) == 0)
        {
            Room.Advance(Effects);
            return;
        }
        var player = _random.Next(Players);
        var command = Next();
        var id = command is Move or Face ? 0 : _random.Next(20) == 0 ? _commands[player] : ++_commands[player];
        Room.Apply(new PlayerId(player + 1), id, command, Effects);
    }

    private Command Next() => _random.Next(12) switch
    {
        < 4 => new Move(new Vector((_random.NextDouble() * 2) - 1, (_random.NextDouble() * 2) - 1), _random.Next(1000), _random.Next(30)),
        4 => new Take(Kinds[_random.Next(4)]),
        5 => new Drop(Kinds[_random.Next(4)]),
        6 => new Use(Kinds[_random.Next(3)]),
        7 => new Attack("rat"),
        8 => new Attack(null, _random.NextDouble() * 6),
        9 => new Fire(_random.NextDouble() * 6),
        10 => new Gather(),
        _ => new Say("hello"),
    };
}
