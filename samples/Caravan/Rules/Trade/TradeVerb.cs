using Actors.World;

namespace Caravan.Rules.Trade;

/// <summary>Sits down at a table with somebody, or shows what lies on it.</summary>
public sealed class TradeVerb : Verb<TradeVerb.Trade>
{
    /// <param name="With">A player's name; null: show the table.</param>
    public sealed record Trade(string? With = null) : Command;

    public override string Name => "trade";

    public override string Usage => "trade [PLAYER]";

    public override string Help => "Sit down to trade with a player; trade alone shows the table.";

    public override ParseResult Parse(string rest) => new Trade(rest.StartsWith("with ", StringComparison.OrdinalIgnoreCase) ? rest[5..] : rest.Length == 0 ? null : rest);

    protected override Reply Execute(in VerbContext context, Trade command)
    {
        var (room, player) = (context.Room, context.Player);
        if (command.With is not { } name)
            return Table.Partner(room, player) is { } partner ? new Done(Table.Describe(room, player, partner)) : VerbContext.Reject("caravan.no_partner", "Nobody sits at a table with you. Say: trade PLAYER");
        if (room.FindPlayer(name) is not { IsDead: false, IsDeparting: false } other || other == player)
            return VerbContext.Reject(Codes.NotHere, $"You see nobody called {name} to trade with.");
        if (player.Get<Table>().With == other.Id)
            return new Done(Table.Partner(room, player) is null ? $"{other.Name} has not sat down yet." : Table.Describe(room, player, other));
        player.Set(Table.Away with { With = other.Id });
        context.Emit(new SatDown(player.Id, player.Name, other.Id, other.Name, player.Position));
        return new Done(Table.Partner(room, player) is null ? $"You wait for {other.Name} to say: trade {player.Name}" : "You both sit down. Say: offer ITEM, then accept");
    }
}
