using Actors.TestKit;
using Actors.World;
using Caravan.Rules.Shops;

namespace Actors.Samples.Tests;

public class ShopTests
{
    private readonly RoomScenario _bazaar = new(SampleWorlds.Caravan, "bazaar");

    public ShopTests() => _bazaar.Enter("Ada");

    [Fact]
    public void A_newcomer_is_paid_once()
    {
        Assert.Equal(Wages.Gold, Gold);
        var again = new RoomScenario(SampleWorlds.Caravan, "bazaar", _bazaar.Saved);
        again.Enter(_bazaar.Saved.Load(_bazaar.Id("Ada"))!);
        Assert.Equal(Wages.Gold, again.Player("Ada").Record.Resources.Gold);
    }

    [Fact]
    public void A_purchase_costs_its_price_and_a_sale_pays_half()
    {
        _bazaar.Type("Ada", "buy").ExpectDone("brass lamp: 6 gold\ncoil of rope: 4 gold\nbag of dates: 2 gold");
        _bazaar.Type("Ada", "buy the lamp").ExpectDone("You buy the brass lamp for 6 gold.");
        Assert.Equal(4, Gold);
        _bazaar.Type("Ada", "buy lamp").ExpectRefused("caravan.no_gold", "The brass lamp costs 6 gold; you have 4.");
        _bazaar.Type("Ada", "sell lamp").ExpectDone("You sell the brass lamp for 3 gold.");
        Assert.Equal(7, Gold);
        Assert.Empty(_bazaar.Saved.Items);
    }

    [Fact]
    public void A_refusal_costs_nothing()
    {
        _bazaar.Type("Ada", "buy carpet").ExpectRefused("caravan.not_sold", "The shopkeeper has no carpet.");
        _bazaar.Type("Ada", "sell lamp").ExpectRefused(Codes.NotHeld);
        Assert.Equal(Wages.Gold, Gold);
        var court = new RoomScenario(SampleWorlds.Caravan, "court");
        court.Enter("Ada");
        court.Type("Ada", "buy lamp").ExpectRefused("caravan.no_shop");
    }

    [Fact]
    public void A_buyer_with_a_full_inventory_pays_nothing()
    {
        var court = new RoomScenario(SampleWorlds.Caravan.With("bazaar", static bazaar => bazaar with { Items = [.. Enumerable.Repeat(new PlacedItem("dates", new(0, 0)), 6)] }), "bazaar");
        court.Enter("Ada");
        court.Type("Ada", "take all").ExpectDone();
        court.Type("Ada", "buy rope").ExpectRefused(Codes.InventoryFull);
        Assert.Equal(Wages.Gold, court.Player("Ada").Record.Resources.Gold);
    }

    [Fact]
    public void A_repeated_purchase_command_buys_only_once()
    {
        _bazaar.Send("Ada", new BuyVerb.Buy("dates"), 7).ExpectDone();
        _bazaar.Send("Ada", new BuyVerb.Buy("dates"), 7).ExpectDone("You buy the bag of dates for 2 gold.");
        Assert.Equal(Wages.Gold - 2, Gold);
        Assert.Single(_bazaar.Saved.Items);
    }

    [Fact]
    public void The_shopkeeper_stops_for_a_nearby_player()
    {
        _bazaar.Tick(200);
        var far = Keeper();
        _bazaar.Enter("Bob", -6, -2);
        _bazaar.Tick(60);
        var stands = Keeper();
        _bazaar.Tick(200);
        Assert.Equal(stands, Keeper());
        Assert.NotEqual((-6_000, -4_000), far);
    }

    private int Gold => _bazaar.Player("Ada").Record.Resources.Gold;

    private (int X, int Y) Keeper() => Assert.Single(_bazaar.Frame().Creatures) is var keeper ? (keeper.XMilli, keeper.YMilli) : default;
}
