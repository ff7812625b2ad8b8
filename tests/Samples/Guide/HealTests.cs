using Actors.Rules;
using Actors.TestKit;
using Actors.World;

namespace MyGame.Tests;

public class HealTests
{
    private readonly RoomScenario _cave = new(
        new WorldBuilder().WithRules(RuleSet.Of(new StandardVerbs(), new Adventure(), new Game())).Room("cave").Build(), "cave");

    public HealTests()
    {
        _cave.Enter("Ada");
        _cave.Enter("Bob");
    }

    [Fact]
    public void Healing_restores_health_and_emits_an_event()
    {
        _cave.Type("Ada", "attack Bob").ExpectDone();
        Assert.Equal(90, _cave.View("Bob").Health);

        _cave.Type("Ada", "heal Bob").ExpectDone();
        Assert.Equal(100, _cave.View("Bob").Health);
        Assert.Equal("Ada heals you.", _cave.ExpectEvent<Healed>().Describe(new Viewer(_cave.Id("Bob"))));
    }

    [Fact]
    public void Spent_mana_regenerates()
    {
        for (var i = 0; i < 3; i++)
            _cave.Type("Ada", "heal Bob").ExpectDone();
        _cave.Type("Ada", "heal Bob").ExpectRefused("mygame.no_mana", "You are exhausted.");

        _cave.Tick(40);
        _cave.Type("Ada", "heal Bob").ExpectDone();
    }

    [Fact]
    public void A_players_mana_is_persisted()
    {
        _cave.Type("Ada", "heal Bob").ExpectDone();
        Assert.Equal("""{"mana":[1,{"points":7}]}""", _cave.Saved.Players[_cave.Id("Ada")].Components?.Json);
    }
}
