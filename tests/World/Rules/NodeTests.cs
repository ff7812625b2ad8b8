using Actors.TestKit;

namespace Actors.World.Tests;

public class NodeTests
{
    private static RoomScenario Grove(int amount = 1, int respawnTicks = 100, bool onTouch = true) =>
        new(new WorldBuilder().Room("grove", grove => grove.WithNode(Resource.Gold, 0, 0, amount, respawnTicks, onTouch)).Build(), "grove");

    [Fact]
    public void A_node_that_two_players_touch_at_once_goes_to_exactly_one()
    {
        var room = Grove();
        room.Enter("Ada");
        room.Enter("Bob");

        room.Tick(20);

        Assert.Equal(room.Id("Ada"), room.ExpectEvent<Gathered>().Player);
        Assert.Equal((1, 0), (room.View("Ada").Resources.Gold, room.View("Bob").Resources.Gold));
        Assert.Equal([0], room.Frame().Nodes);
    }

    [Fact]
    public void A_node_respawns_fully_when_due()
    {
        var room = Grove(amount: 2, respawnTicks: 50);
        room.Enter("Ada");
        room.Tick(11);
        Assert.Equal([0], room.Frame().Nodes);
        room.Send("Ada", new Move(new Vector(1, 0), 1, HoldTicks: 20), 0);

        room.Tick(49).ExpectNo<NodeRespawned>();
        room.Tick();

        room.ExpectEvent<NodeRespawned>();
        Assert.Equal([2], room.Frame().Nodes);
    }

    [Fact]
    public void A_player_on_a_node_gathers_again_after_a_cooldown()
    {
        var room = Grove(amount: 5);
        room.Enter("Ada");

        Assert.Single(room.Tick(10).Events.OfType<Gathered>());
        Assert.Single(room.Tick(10).Events.OfType<Gathered>());
    }

    [Fact]
    public void A_node_not_gathered_by_touch_is_gathered_by_command()
    {
        var room = Grove(amount: 2, onTouch: false);
        room.Enter("Ada");
        room.Tick(20).ExpectNo<Gathered>();

        room.Type("Ada", "gather stone").ExpectRefused(Codes.NotHere);
        room.Type("Ada", "gather dust").ExpectRefused(Codes.BadArgument);
        room.Type("Ada", "gather gold").ExpectDone();
        room.Type("Ada", "gather").ExpectRefused(Codes.TooSoon);
        room.Tick(10);
        room.Type("Ada", "attack").ExpectDone().ExpectEvent<Gathered>();
    }

    [Fact]
    public void Gathered_and_remaining_amounts_are_saved()
    {
        var room = Grove(amount: 3);
        room.Enter("Ada");
        room.Tick();

        Assert.Equal(1, room.Saved.Players[room.Id("Ada")].Resources.Gold);
        Assert.Equal([new NodeRecord(0, 2, 0) { Name = "gold@0,0" }], room.Saved.Load(room.Room.Id).Record!.Nodes);
    }
}
