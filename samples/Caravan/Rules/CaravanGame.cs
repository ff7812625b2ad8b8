using Actors.World;
using Caravan.Rules.Doors;
using Caravan.Rules.Errands;
using Caravan.Rules.Shops;
using Caravan.Rules.Trade;

namespace Caravan.Rules;

/// <summary>A stop on the caravan's way: players trade with each other and with a shopkeeper, and run an errand behind a locked door.</summary>
public sealed class CaravanGame : IRulesModule
{
    public string Name => "caravan";

    public void Register(RulesBuilder rules)
    {
        // Trading: each player's side of the table.
        rules.AddComponent(Table.Away).AddVerb<TradeVerb>().AddVerb<OfferVerb>().AddVerb<AcceptVerb>();

        // Doors: content gives an exit the behaviour, and a kind of items what it opens.
        rules.AddComponent(OpenDoors.None).AddComponent(Opens.Nothing).AddExitBehaviour("locked", new LockedDoor()).AddVerb<UnlockVerb>().AddTimer(LockedDoor.Relock, LockedDoor.FallShut);

        // Shops: content gives a kind of creatures what it sells, and kinds of items their price.
        rules.AddComponent(Sells.Nothing).AddComponent(Price.None).AddComponent(Purse.Unpaid)
            .AddMind<ShopkeeperMind>("shopkeeper").AddVerb<BuyVerb>().AddVerb<SellVerb>().AddHook<Wages>();

        // The errand: content says who asks for it and who has the key.
        rules.AddComponent(Role.Nobody).AddComponent(Errand.None, Errand.FromVersion1).AddVerb<TalkVerb>().AddHook<Ledgers>();
    }
}
