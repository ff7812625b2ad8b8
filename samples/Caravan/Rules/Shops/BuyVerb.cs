using Actors.World;

namespace Caravan.Rules.Shops;

/// <summary>Buys an item from a creature that sells.</summary>
public sealed class BuyVerb : Verb<BuyVerb.Buy>
{
    /// <param name="What">An item's name; null: list what there is.</param>
    public sealed record Buy(string? What = null) : Command;

    public override string Name => "buy";

    public override string Usage => "buy [ITEM]";

    public override string Help => "Buy something in a shop; buy alone says what there is.";

    public override ParseResult Parse(string rest) => new Buy(rest.Length == 0 ? null : rest);

    protected override Reply Execute(in VerbContext context, Buy command)
    {
        var (room, player) = (context.Room, context.Player);
        if (Shop.In(room) is not { } keeper)
            return VerbContext.Reject("caravan.no_shop", "Nobody sells anything here.");
        var goods = Shop.Goods(room, keeper);
        if (command.What is not { } what)
            return new Done(string.Join('\n', goods.Select(kind => $"{kind.Name}: {room.Get<Price>(kind).Gold} gold")));
        if (room.FindKind(what, goods) is not { } wanted)
            return VerbContext.Reject("caravan.not_sold", $"The {keeper.Kind.Name} has no {CommandLine.WithoutArticle(what)}.");
        var price = room.Get<Price>(wanted).Gold;
        if (player.Resources.Gold < price)
            return VerbContext.Reject("caravan.no_gold", $"The {wanted.Name} costs {price} gold; you have {player.Resources.Gold}.");
        if (room.SpawnItem(wanted.Id, player) is null)
            return VerbContext.Reject(Codes.InventoryFull, "You cannot carry more.");
        player.Resources = player.Resources.Plus(Resource.Gold, -price);
        return new Done($"You buy the {wanted.Name} for {price} gold.");
    }
}
