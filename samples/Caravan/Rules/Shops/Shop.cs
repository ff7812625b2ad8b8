using Actors.World;

namespace Caravan.Rules.Shops;

internal static class Shop
{
    /// <summary>Who sells here; null: nobody, or nobody who lives.</summary>
    public static Creature? In(RoomState room)
    {
        foreach (var creature in room.Creatures)
        {
            if (!creature.IsDead && creature.Has<Sells>())
                return creature;
        }
        return null;
    }

    /// <summary>Content may name a kind that it has no more: that is out of stock.</summary>
    public static ItemKind[] Goods(RoomState room, Creature keeper) =>
        [.. keeper.Get<Sells>().Kinds.Select(id => room.World.ItemKinds.GetValueOrDefault(id)).OfType<ItemKind>()];
}
