using Actors.World;

namespace Caravan.Rules.Trade;

/// <summary>
/// A player's side of a table at which two trade. It is not durable: after a crash players have all that they had, and begin the trade again. What has changed hands
/// is durable, because all changes of one command are committed together.
/// </summary>
/// <param name="With">The player at the other side.</param>
/// <param name="Offered">Items that it would give.</param>
/// <param name="Accepted">Whether the player accepts both sides as they are. Any change of either side revokes this.</param>
[Component("table", FromContent = false, Durable = false)]
public sealed record Table(PlayerId? With, IReadOnlyList<ItemId> Offered, bool Accepted)
{
    public static Table Away { get; } = new(null, [], false);

    /// <summary>The player at the other side, if that one also sits at a table with this player; null: nobody.</summary>
    public static Player? Partner(RoomState room, Player player) =>
        player.Get<Table>().With is { } id && room.FindPlayer(id) is { IsDead: false, IsDeparting: false } other && other.Get<Table>().With == player.Id ? other : null;

    /// <summary>The items that a player offers and still carries.</summary>
    public static ItemRecord[] Goods(Player player)
    {
        var offered = player.Get<Table>().Offered;
        return [.. player.Items.Where(item => offered.Contains(item.Id))];
    }

    /// <summary>Both sides of the table, as the player reads them.</summary>
    public static string Describe(RoomState room, Player player, Player other) => $"You offer {Words(room, player)}. {other.Name} offers {Words(room, other)}.";

    /// <summary>The table has changed, so that nobody has accepted it any more.</summary>
    public static void Disturb(Player player, Player other)
    {
        player.Set(player.Get<Table>() with { Accepted = false });
        other.Set(other.Get<Table>() with { Accepted = false });
    }

    private static string Words(RoomState room, Player player) =>
        Goods(player) is { Length: > 0 } goods ? string.Join(", ", goods.Select(item => $"the {room.KindOf(item).Name}")) : "nothing";
}
