namespace Actors.World;

/// <summary>What other content means for a room in use.</summary>
public sealed partial class RoomState
{
    /// <summary>
    /// Whether content differs in what this room is made of: its definition, its creatures' kinds, the kinds of items that lie or are carried here or would come
    /// back, the numbers of the rules, and the rooms that have become this one. Everything else in the world is looked up when it is needed.
    /// </summary>
    internal bool IsChangedBy(WorldDefinition next)
    {
        if (next.FindRoom(Id) is not { } definition || World.Rules != next.Rules || !ContentText.Same(Definition, definition))
            return true;
        if (!World.FormerIds(Id).SequenceEqual(next.FormerIds(Id)))
            return true;
        if (_creatures.Select(static creature => creature.Kind).Distinct().Any(kind => !ContentText.Same(kind, next.CreatureKinds.GetValueOrDefault(kind.Id))))
            return true;
        var items = _items.Concat(_players.SelectMany(static player => player.ItemList)).Select(static item => item.Kind).Distinct();
        var shelved = _shelvedKinds.Concat(_players.SelectMany(static player => player.ShelvedItems).Select(static item => item.Kind));
        return items.Any(kind => !ContentText.Same(World.ItemKinds[kind], next.ItemKinds.GetValueOrDefault(kind))) || shelved.Any(next.ItemKinds.ContainsKey);
    }
}
