using Actors.World;

namespace Caravan.Rules.Shops;

/// <summary>Sells an item for gold: a shop gives half the price.</summary>
public sealed class SellVerb : Verb<SellVerb.Sell>
{
    public sealed record Sell(string What) : Command;

    public override string Name => "sell";

    public override string Usage => "sell ITEM";

    public override string Help => "Sell something that you carry in a shop, for half of what it costs.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Sell(rest);

    protected override Reply Execute(in VerbContext context, Sell command)
    {
        var (room, player) = (context.Room, context.Player);
        if (Shop.In(room) is not { } keeper)
            return VerbContext.Reject("caravan.no_shop", "Nobody buys anything here.");
        if (room.FindItem(command.What, player.Items) is not { } item)
            return VerbContext.Reject(Codes.NotHeld, $"You carry no {CommandLine.WithoutArticle(command.What)}.");
        var gold = room.Get<Price>(item).Gold / 2;
        var name = room.KindOf(item).Name;
        if (gold == 0)
            return VerbContext.Reject("caravan.not_bought", $"The {keeper.Kind.Name} does not want the {name}.");
        room.Consume(player, item);
        player.Resources = player.Resources.Plus(Resource.Gold, gold);
        return new Done($"You sell the {name} for {gold} gold.");
    }
}
