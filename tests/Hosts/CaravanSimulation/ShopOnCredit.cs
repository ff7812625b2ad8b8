using Actors.World;

namespace Caravan.Simulation;

/// <summary>A shop as nobody should write it: it hands over the goods at once, and asks for the gold a moment later. A player who is gone by then, or whose node is, has paid nothing.</summary>
internal sealed class ShopOnCredit : IRulesModule
{
    private const string Bill = "caravan.bill";

    private const int Price = 6;

    public string Name => "shop-on-credit";

    public void Register(RulesBuilder rules) => rules.ReplaceVerb(new Generous()).AddTimer(Bill, Pay);

    private static void Pay(RoomState room, string? buyer)
    {
        if (room.Players.FirstOrDefault(player => player.Id.ToString() == buyer) is { } player)
            player.Resources = player.Resources.Plus(Resource.Gold, -Price);
    }

    private sealed class Generous : Verb<Generous.Buy>
    {
        public sealed record Buy(string What) : Command;

        public override string Name => "buy";

        public override string Usage => "buy ITEM";

        public override string Help => "Buy a lamp.";

        public override ParseResult Parse(string rest) => new Buy(rest);

        protected override Reply Execute(in VerbContext context, Buy command)
        {
            var (room, player) = (context.Room, context.Player);
            if (player.Resources.Gold < Price || room.SpawnItem("lamp", player) is null)
                return VerbContext.Reject("caravan.no_gold", "Not for you.");
            room.StartTimer(Bill, ticks: 10, data: player.Id.ToString());
            return new Done($"You buy the lamp for {Price} gold.");
        }
    }
}
