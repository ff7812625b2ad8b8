using Actors.World;

namespace Caravan.Rules.Trade;

/// <summary>Lays an item on the table, or takes it back.</summary>
public sealed class OfferVerb : Verb<OfferVerb.Offer>
{
    public sealed record Offer(string What) : Command;

    public override string Name => "offer";

    public override string Usage => "offer ITEM";

    public override string Help => "Lay something that you carry on the table; once more takes it back.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Offer(rest);

    protected override Reply Execute(in VerbContext context, Offer command)
    {
        var (room, player) = (context.Room, context.Player);
        if (Table.Partner(room, player) is not { } other)
            return VerbContext.Reject("caravan.no_partner", "Nobody sits at a table with you. Say: trade PLAYER");
        if (room.FindItem(command.What, player.Items) is not { } item)
            return VerbContext.Reject(Codes.NotHeld, $"You carry no {CommandLine.WithoutArticle(command.What)}.");
        var table = player.Get<Table>();
        var takesBack = table.Offered.Contains(item.Id);
        player.Set(table with { Offered = takesBack ? [.. table.Offered.Where(id => id != item.Id)] : [.. table.Offered, item.Id] });
        Table.Disturb(player, other);
        context.Emit(new Offered(player.Id, player.Name, other.Id, other.Name, item.Id, room.KindOf(item).Name, takesBack, player.Position));
        return new Done(Table.Describe(room, player, other));
    }
}
