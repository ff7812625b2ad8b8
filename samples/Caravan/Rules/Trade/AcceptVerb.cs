using Actors.World;

namespace Caravan.Rules.Trade;

/// <summary>Agrees to what lies on the table. When both have agreed, the goods change hands.</summary>
public sealed class AcceptVerb : Verb<AcceptVerb.Accept>
{
    public sealed record Accept : Command;

    public override string Name => "accept";

    public override string Usage => "accept";

    public override string Help => "Agree to what lies on the table; the goods change hands when both have.";

    public override ParseResult Parse(string rest) => new Accept();

    protected override Reply Execute(in VerbContext context, Accept command)
    {
        var (room, player) = (context.Room, context.Player);
        if (Table.Partner(room, player) is not { } other)
            return VerbContext.Reject("caravan.no_partner", "Nobody sits at a table with you. Say: trade PLAYER");
        // An item that was offered and then dropped or sold is no longer on the table, and nobody has agreed to that.
        var (gives, takes) = (Table.Goods(player), Table.Goods(other));
        if (gives.Length < player.Get<Table>().Offered.Count || takes.Length < other.Get<Table>().Offered.Count)
        {
            Tidy(player, gives);
            Tidy(other, takes);
            Table.Disturb(player, other);
            return VerbContext.Reject("caravan.changed", $"Something is gone from the table. {Table.Describe(room, player, other)}");
        }
        if (gives.Length + takes.Length == 0)
            return VerbContext.Reject("caravan.empty", "There is nothing on the table.");
        if (!other.Get<Table>().Accepted)
        {
            player.Set(player.Get<Table>() with { Accepted = true });
            context.Emit(new Agreed(player.Id, player.Name, other.Id, player.Position));
            return new Done($"You wait for {other.Name} to accept.");
        }
        if (room.Swap(player, gives, other, takes) is { } why)
            return why;
        player.Reset<Table>();
        other.Reset<Table>();
        context.Emit(new Traded(player.Id, player.Name, other.Id, other.Name, Ids(gives), Ids(takes), player.Position));
        return Reply.Ok;
    }

    private static void Tidy(Player player, ItemRecord[] left) => player.Set(player.Get<Table>() with { Offered = Ids(left) });

    private static ItemId[] Ids(ItemRecord[] items) => [.. items.Select(item => item.Id)];
}
