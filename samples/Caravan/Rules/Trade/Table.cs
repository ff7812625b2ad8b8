using Actors.World;

namespace Caravan.Rules.Trade;

/// <summary>
/// A player's side of a table at which two trade. It is not durable: who comes back after a crash has all that it had, and begins a trade anew. What has changed hands is durable,
/// because all that one command changes is committed together.
/// </summary>
/// <param name="With">Who sits at the other side.</param>
/// <param name="Offered">Items that it would give.</param>
/// <param name="Accepted">Whether it takes both sides as they lie there. Any change of either takes that back.</param>
[Component("table", FromContent = false, Durable = false)]
public sealed record Table(PlayerId? With, IReadOnlyList<ItemId> Offered, bool Accepted)
{
    public static Table Away { get; } = new(null, [], false);

    /// <summary>The one who sits at the other side, and has the player there too; null: nobody.</summary>
    public static Player? Partner(RoomState room, Player player) =>
        player.Get<Table>().With is { } id && room.FindPlayer(id) is { IsDead: false, IsDeparting: false } other && other.Get<Table>().With == player.Id ? other : null;

    /// <summary>The items that a player offers and still carries.</summary>
    public static ItemRecord[] Goods(Player player)
    {
        var offered = player.Get<Table>().Offered;
        return [.. player.Items.Where(item => offered.Contains(item.Id))];
    }

    /// <summary>Both sides as who sits there reads them.</summary>
    public static string Describe(RoomState room, Player player, Player other) => $"You offer {Words(room, player)}. {other.Name} offers {Words(room, other)}.";

    /// <summary>Something lies there otherwise than what was accepted.</summary>
    public static void Disturb(Player player, Player other)
    {
        player.Set(player.Get<Table>() with { Accepted = false });
        other.Set(other.Get<Table>() with { Accepted = false });
    }

    private static string Words(RoomState room, Player player) =>
        Goods(player) is { Length: > 0 } goods ? string.Join(", ", goods.Select(item => $"the {room.KindOf(item).Name}")) : "nothing";
}
