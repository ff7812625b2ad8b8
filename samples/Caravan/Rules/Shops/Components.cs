using Actors.World;

namespace Caravan.Rules.Shops;

/// <summary>Of a kind of creature: the kinds of items that it sells, as many as anybody wants. Content sets it: <c>sells: [lamp, rope]</c>.</summary>
[Component("sells", Durable = false)]
public sealed record Sells(IReadOnlyList<string> Kinds)
{
    public static Sells Nothing { get; } = new([]);
}

/// <summary>Of a kind of item: what it costs in a shop; a shop gives half. Content sets it: <c>price: 6</c>. 0: it is not traded.</summary>
[Component("price", Durable = false)]
public sealed record Price(int Gold)
{
    public static Price None { get; } = new(0);
}

/// <summary>Whether a player has had its wages. Nobody sees it.</summary>
[Component("purse", FromContent = false, Visibility = ComponentVisibility.Nobody)]
public sealed record Purse(bool IsPaid)
{
    public static Purse Unpaid { get; } = new(false);
}

/// <summary>Newcomers are given a little gold, once.</summary>
public sealed class Wages : RoomHook
{
    public const int Gold = 10;

    public override void Entered(RoomState room, Player player)
    {
        if (player.Get<Purse>().IsPaid)
            return;
        player.Set(new Purse(true));
        player.Resources = player.Resources.Plus(Resource.Gold, Gold);
    }
}
