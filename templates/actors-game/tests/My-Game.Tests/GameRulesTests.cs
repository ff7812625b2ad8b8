using Actors.Rules;
using Actors.TestKit;
using Actors.World;

namespace My_Game.Tests;

/// <summary>Rooms in virtual time: a second of the game is twenty ticks, and takes no time at all.</summary>
public sealed class GameRulesTests
{
    private static readonly RuleSet Rules = new RulesBuilder().AddBuiltIn().AddModule<GameRules>().Build();

    [Fact]
    public void Healing_gives_health_takes_mana_and_is_seen()
    {
        var cave = InCave();
        cave.Type("Ada", "heal Bob").ExpectDone("You have 7 of 10 mana left.");
        Assert.Equal("Ada heals you.", cave.ExpectEvent<Healed>().Describe(new Viewer(cave.Id("Bob"))));
        Assert.Equal(70, cave.View("Bob").Health);
    }

    [Fact]
    public void Without_mana_nobody_is_healed()
    {
        var cave = InCave();
        for (var i = 0; i < 3; i++)
            cave.Type("Ada", "heal Ada").ExpectDone();
        cave.Type("Ada", "heal Bob").ExpectRefused("my_game.no_mana");
        Assert.Equal(50, cave.View("Bob").Health);
    }

    [Fact]
    public void Who_is_not_here_cannot_be_healed() => InCave().Type("Ada", "heal Carol").ExpectRefused(Codes.NotHere);

    [Fact]
    public void Mana_comes_back_a_point_a_second_up_to_the_most()
    {
        var cave = InCave();
        cave.Type("Ada", "heal Bob").ExpectDone("You have 7 of 10 mana left.");
        cave.Tick(20).Type("Ada", "heal Bob").ExpectDone("You have 5 of 10 mana left.");
        cave.Tick(200).Type("Ada", "heal Bob").ExpectDone("You have 7 of 10 mana left.");
    }

    [Fact]
    public void A_coward_flees_a_nearby_player()
    {
        var world = World(room => room.WithCreature("wisp", 4, 0));
        var cave = new RoomScenario(world, "cave");
        cave.Enter("Ada", x: 2);
        cave.Tick(20);
        Assert.True(cave.Frame().Creatures[0].XMilli > 4500, "It has run away from Ada.");
    }

    [Fact]
    public void The_content_of_this_game_can_be_loaded()
    {
        var loaded = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), Rules);
        Assert.Empty(loaded.Errors);
    }

    /// <summary>Ada, and Bob with half of his health.</summary>
    private static RoomScenario InCave()
    {
        var cave = new RoomScenario(World(static room => room), "cave");
        cave.Enter("Ada");
        cave.Enter(new PlayerState(new PlayerRecord { Id = cave.Id("Bob"), Name = "Bob", Room = cave.Room.Id, Health = 50 }, []));
        return cave;
    }

    private static WorldDefinition World(Func<RoomDefinition, RoomDefinition> room) => new WorldBuilder()
        .WithRules(Rules)
        .CreatureKind("wisp", static wisp => wisp with { Speed = 2, WanderRadius = 5, Mind = "coward" })
        .Room("cave", room)
        .Build();
}
