using Actors.World;

namespace Caravan.Rules.Shops;

internal static class Shop
{
    /// <summary>The living creature that sells here; null: there is none.</summary>
    public static Creature? In(RoomState room)
    {
        foreach (var creature in room.Creatures)
        {
            if (!creature.IsDead && creature.Has<Sells>())
                return creature;
        }
        return null;
    }

    /// <summary>Content may name a kind that no longer exists: that is out of stock.</summary>
    public static ItemKind[] Goods(RoomState room, Creature keeper) =>
        [.. keeper.Get<Sells>().Kinds.Select(id => room.World.ItemKinds.GetValueOrDefault(id)).OfType<ItemKind>()];
}
