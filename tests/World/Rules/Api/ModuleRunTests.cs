using Actors.Rules;
using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>Many rooms at random under the built-in rules and an author's.</summary>
public class ModuleRunTests
{
    private const int Runs = 100;
    private const int Steps = 10_000;

    private static readonly RuleSet Rules = new RulesBuilder().AddBuiltIn().AddModule(new Grove(static rules => rules
        .AddSystem<ManaRegeneration>()
        .AddVerb<SparkVerb>()
        .AddMind<GuardMind>("guard")
        .AddHook<Toll>()
        .AddTimer("grove.bell", static (room, data) =>
        {
            room.Set(new Fate($"{data} {room.Random.Next(1000)}"));
            if (room.Players.Count > 0)
                room.Players[room.Random.Next(room.Players.Count)].Set(new Glow(room.Random.Next(5)));
        }))).Build();

    private static readonly WorldDefinition World = new WorldBuilder().WithRules(Rules)
        .ItemKind("cup").ItemKind("bread", static bread => bread with { Heals = 20 })
        .CreatureKind("rat", static rat => rat with { FightsBack = true, WanderRadius = 5, Drops = "cup", RespawnTicks = 120 })
        .CreatureKind("guard", static guard => guard with { Mind = "guard", Speed = 2 })
        .Room("hall", static hall => hall.WithItem("cup", 1, 1).WithItem("bread", -2, 2).WithNode(Resource.Gold, 0, 3, 2, 90).WithCreature("rat", 5, 5).WithCreature("guard", -5, 5)
            .WithRock(0, -4, 1.5).WithWall(6, 0, 1, 4))
        .Build();

    [Fact]
    public void The_same_inputs_give_the_same_state_twice() => Parallel.For(0, Runs, static seed =>
    {
        var first = Run(seed);
        Assert.True(first == Run(seed), $"seed {seed}: two runs of the same inputs differ");
    });

    [Fact]
    public void Other_inputs_give_another_state() => Assert.NotEqual(Run(1), Run(2));

    [Fact]
    public void A_tick_with_an_authors_system_and_minds_allocates_nothing()
    {
        var room = new RoomScenario(World, "hall");
        for (var i = 0; i < 10; i++)
        {
            room.Enter($"Player{i}", -4 + i, 7);
            room.Send($"Player{i}", new Move(Vector.FromAngle(i) * 0.01, 1), 0).ExpectDone();
        }
        var effects = new RoomEffects();
        for (var tick = 0; tick < 200; tick++)
            room.Room.Advance(effects);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 0; tick < 200; tick++)
            room.Room.Advance(effects);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (ulong State, ulong Frames) Run(int seed)
    {
        var random = new Random(seed);
        var effects = new RoomEffects();
        var room = new Room(World, World.Rooms["hall"], new RoomId("hall"), new SavedRoom(null, []), 0);
        var frames = new FrameHash();
        room.Seed(effects);
        for (var i = 1; i <= 4; i++)
            room.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(i), Name = $"Player{i}", Room = room.Id, Health = 100 }, []), null, effects);
        for (var step = 1; step <= Steps; step++)
        {
            if (random.Next(2) == 0)
                room.Advance(effects);
            else
                room.Apply(new PlayerId(1 + random.Next(4)), step, Next(random), effects);
            if (step % 4 != 0)
                continue;
            frames.Add(room.View(step, [.. effects.Events]));
            effects.Clear();
        }
        return (room.StateHash(), frames.Value);
    }

    private static Command Next(Random random) => random.Next(9) switch
    {
        < 3 => new Move(new Vector((random.NextDouble() * 2) - 1, (random.NextDouble() * 2) - 1), random.Next(1000), random.Next(30)),
        3 => new TypedLine("take cup"),
        4 => new TypedLine("drop cup"),
        5 => new TypedLine("attack rat"),
        6 => new Invoke("spark", "{\"name\":\"Player" + (1 + random.Next(4)) + "\"}"),
        7 => new TypedLine("say hello"),
        _ => new TypedLine("use bread"),
    };

    internal sealed record Spark(string Name) : Command;

    private sealed record Sparked(PlayerId By, PlayerId Target, int Damage, Vector At) : RoomEvent(At)
    {
        public override EventHeader Header => new("grove.sparked", By, Other: Target);
    }

    private sealed class SparkVerb : Verb<Spark>
    {
        public override string Name => "spark";

        public override string Usage => "spark WHOM";

        public override string Help => "Throws a spark.";

        public override ParseResult Parse(string rest) => new Spark(rest);

        protected override Reply Execute(in VerbContext context, Spark command)
        {
            var (room, player) = (context.Room, context.Player);
            if (room.FindPlayer(command.Name) is not { } target)
                return new Rejected(Codes.NotHere, "Nobody.");
            if (player.Get<Mana>() is not { Points: >= 3 } mana)
                return new Rejected("grove.exhausted", "You are exhausted.");
            player.Set(mana with { Points = mana.Points - 3 });
            player.Set(player.Get<Purse>() with { Coins = player.Get<Purse>().Coins + 1 });
            var damage = 1 + room.Random.Next(20);
            room.Hurt(target, damage, Attacker.Of(player));
            room.StartTimer("grove.bell", 1 + room.Random.Next(50), player.Name, durable: room.Random.Chance(0.5));
            context.Emit(new Sparked(player.Id, target.Id, damage, target.Position));
            return Reply.Ok;
        }
    }

    /// <summary>Goes around solid things after whoever is near.</summary>
    private sealed class GuardMind : CreatureMind
    {
        public override void Think(in MindContext mind)
        {
            if (mind.NearestPlayer(8) is { } near)
                mind.Walk(near.Position);
            else
                mind.Wander(4);
            mind.ThinkAgainIn(5);
        }
    }

    private sealed class Toll : RoomHook
    {
        public override Rejected? Taking(RoomState room, Player player, ItemRecord item)
        {
            room.Set(item, new Mana(room.Random.Next(9)));
            return room.Random.Chance(0.2) ? new Rejected("grove.toll", "Not now.") : null;
        }
    }
}
