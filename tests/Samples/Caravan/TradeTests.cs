using Actors.TestKit;
using Actors.World;
using Caravan.Rules.Trade;

namespace Actors.Samples.Tests;

public class TradeTests
{
    private readonly RoomScenario _court = new(
        SampleWorlds.Caravan.With("court", static court => court with { Items = [new("lamp", new(0, 0)), new("rope", new(1, 0)), new("carpet", new(2, 0))] }), "court");

    public TradeTests()
    {
        _court.Enter("Ada");
        _court.Enter("Bob");
        _court.Type("Ada", "take lamp").ExpectDone();
        _court.Type("Bob", "take rope").ExpectDone();
    }

    [Fact]
    public void Players_who_both_accept_swap_their_offers()
    {
        SitDown();
        _court.Type("Ada", "offer lamp").ExpectDone("You offer the brass lamp. Bob offers nothing.");
        _court.Type("Bob", "offer rope").ExpectDone("You offer the coil of rope. Ada offers the brass lamp.");
        _court.Type("Ada", "accept").ExpectDone("You wait for Bob to accept.");
        _court.Type("Bob", "accept").ExpectDone();

        Assert.Equal("Bob and you shake hands on a trade.", _court.ExpectEvent<Traded>().Describe(new Viewer(_court.Id("Ada"))));
        Assert.Equal(["rope"], Held("Ada"));
        Assert.Equal(["lamp"], Held("Bob"));
        // One commit has both sides: a server that dies has made the whole trade or none of it.
        Assert.Equal(2, _court.Changes.OfType<ItemChanged>().Count());
    }

    [Fact]
    public void A_changed_offer_withdraws_the_acceptance()
    {
        SitDown();
        _court.Type("Ada", "offer lamp").ExpectDone();
        _court.Type("Bob", "offer rope").ExpectDone();
        _court.Type("Ada", "accept").ExpectDone();
        _court.Type("Bob", "offer rope").ExpectDone("You offer nothing. Ada offers the brass lamp.");
        _court.Type("Bob", "accept").ExpectDone("You wait for Ada to accept.");
        Assert.Equal(["lamp"], Held("Ada"));
    }

    [Fact]
    public void An_item_no_longer_held_is_not_traded()
    {
        SitDown();
        _court.Type("Ada", "offer lamp").ExpectDone();
        _court.Type("Bob", "offer rope").ExpectDone();
        _court.Type("Ada", "accept").ExpectDone();
        _court.Type("Ada", "drop lamp").ExpectDone();
        _court.Type("Bob", "accept").ExpectRefused("caravan.changed", "Something is gone from the table. You offer the coil of rope. Ada offers nothing.");
        Assert.Equal(["rope"], Held("Bob"));
    }

    [Fact]
    public void A_trade_that_overfills_an_inventory_is_refused()
    {
        var full = new RoomScenario(
            SampleWorlds.Caravan.With("court", static court => court with { Items = [.. Enumerable.Repeat(new PlacedItem("dates", new(0, 0)), 6), new("lamp", new(0, 0))] }), "court");
        full.Enter("Ada");
        full.Enter("Bob");
        full.Type("Ada", "take lamp").ExpectDone();
        full.Type("Bob", "take all").ExpectDone();
        full.Type("Ada", "trade Bob").ExpectDone();
        full.Type("Bob", "trade Ada").ExpectDone();
        full.Type("Ada", "offer lamp").ExpectDone();
        full.Type("Ada", "accept").ExpectDone();
        full.Type("Bob", "accept").ExpectRefused(Codes.InventoryFull, "Bob cannot carry more than 6 things.");
        Assert.Equal(6, full.Player("Bob").Items.Count);
        Assert.Single(full.Player("Ada").Items);
    }

    [Fact]
    public void Trading_with_oneself_or_the_absent_is_refused()
    {
        SitDown();
        _court.Do("Bob leaves", (room, effects) =>
        {
            room.Leave(_court.Id("Bob"), effects);
            return Reply.Ok;
        });
        _court.Type("Ada", "offer lamp").ExpectRefused("caravan.no_partner");
        _court.Type("Ada", "accept").ExpectRefused("caravan.no_partner");
        _court.Type("Ada", "trade Ada").ExpectRefused(Codes.NotHere);
    }

    private void SitDown()
    {
        _court.Type("Ada", "trade Bob").ExpectDone("You wait for Bob to say: trade Ada");
        _court.Type("Bob", "trade with Ada").ExpectDone("You both sit down. Say: offer ITEM, then accept");
    }

    private IEnumerable<string> Held(string player)
    {
        // The room and the store have the same items.
        Assert.Equal(_court.Player(player).Items.Select(static item => item.Id).Order(), _court.Saved.Items.Where(item => item.Player == _court.Id(player)).Select(static item => item.Id));
        return _court.Player(player).Items.Select(static item => item.Kind);
    }
}
