namespace Actors.World;

/// <summary>Items: each has exactly one holder, a player or the room. Only rules make them and use them up.</summary>
public sealed partial class RoomState
{
    /// <summary>The item's kind, which is known for every item in the room or carried in it.</summary>
    public ItemKind KindOf(ItemRecord item) => World.ItemKinds[item.Kind];

    /// <summary>The behaviour that content gives to the item's kind; null: none.</summary>
    public ItemBehaviour? BehaviourOf(ItemRecord item) => KindOf(item).Behaviour is { } name ? RuleSet.ItemBehaviours.GetValueOrDefault(name) : null;

    /// <summary>Creates an item on the ground; null when the ground holds as many as it can.</summary>
    /// <exception cref="KeyNotFoundException">Content has no such kind.</exception>
    public ItemRecord? SpawnItem(string kind, Vector at) => _items.Count >= Rules.MaxGroundItems ? null : MakeItem(kind, at);

    /// <summary>Creates an item that a player carries; null when the player carries as many as it can, or is on its way out.</summary>
    /// <exception cref="KeyNotFoundException">Content has no such kind.</exception>
    public ItemRecord? SpawnItem(string kind, Player holder)
    {
        if (holder.IsDeparting || holder.ItemList.Count >= Rules.InventoryCapacity)
            return null;
        var item = Make(kind, holder.Id, null, Vector.Zero);
        holder.ItemList.Add(item);
        holder.Persist();
        return item;
    }

    /// <summary>Lets a player take an item from the ground, unless it is fixed, out of reach or more than the player can carry, or a rule refuses.</summary>
    public Rejected? PickUp(Player player, ItemRecord item)
    {
        var kind = KindOf(item);
        if (player.IsDeparting)
            return OnItsWay(player);
        if (kind.Fixed)
            return new Rejected(Codes.CannotTake, $"The {kind.Name} cannot be taken.");
        if (player.ItemList.Count >= Rules.InventoryCapacity)
            return new Rejected(Codes.InventoryFull, $"You cannot carry more than {Rules.InventoryCapacity} things.");
        if (Rules.Reach > 0 && (item.Position - player.Position).Length > Rules.Reach)
            return new Rejected(Codes.TooFar, $"The {kind.Name} is too far away.");
        if (BehaviourOf(item)?.Taking(this, player, item) is { } fixedBy)
            return fixedBy;
        if (AskHooks((player, item), static (hook, room, taking) => hook.Taking(room, taking.player, taking.item)) is { } why)
            return why;
        var held = Take(_items, item) with { Player = player.Id, Room = null, Position = Vector.Zero };
        player.ItemList.Add(held);
        player.Persist();
        ItemsChanged = true;
        RememberPickup(item, player.Name);
        Effects.Changes.Add(new ItemChanged(held));
        Emit(new ItemTaken(player.Id, player.Name, item.Id, item.Kind, kind.Name, player.Position));
        TellHooks((player, held), static (hook, room, taken) => hook.Taken(room, taken.player, taken.held));
        return null;
    }

    /// <summary>Lets a player put down an item that it carries, unless the ground is full or a rule refuses.</summary>
    public Rejected? PutDown(Player player, ItemRecord item)
    {
        if (player.IsDeparting)
            return OnItsWay(player);
        if (_items.Count >= Rules.MaxGroundItems)
            return new Rejected(Codes.GroundFull, "There is no room on the ground.");
        if (Instance?.HasEnded == true)
            return new Rejected(Codes.Unavailable, "This place is closing.");
        if (AskHooks((player, item), static (hook, room, dropping) => hook.Dropping(room, dropping.player, dropping.item)) is { } why)
            return why;
        var lying = LetGo(player, item) with { Player = null, Room = Id, Position = Player.Rounded(player.Position) };
        Lay(lying);
        Effects.Changes.Add(new ItemChanged(lying));
        Emit(new ItemDropped(player.Id, player.Name, item.Id, item.Kind, KindOf(item).Name, player.Position));
        TellHooks((player, lying), static (hook, room, dropped) => hook.Dropped(room, dropped.player, dropped.lying));
        return null;
    }

    /// <summary>
    /// Gives an item that one player carries to another, unless that one carries as many as it can. Everything that one command gives is persisted together or not
    /// at all.
    /// </summary>
    public Rejected? Give(Player from, ItemRecord item, Player to)
    {
        if (from.IsDeparting || to.IsDeparting)
            return OnItsWay(from.IsDeparting ? from : to);
        if (to != from && to.ItemList.Count >= Rules.InventoryCapacity)
            return new Rejected(Codes.InventoryFull, $"{to.Name} cannot carry more than {Rules.InventoryCapacity} things.");
        Hand(from, item, to);
        return null;
    }

    /// <summary>Swaps items between two players: all of it or nothing, even when each carries as many as it can.</summary>
    public Rejected? Swap(Player one, IReadOnlyCollection<ItemRecord> itsItems, Player other, IReadOnlyCollection<ItemRecord> theirs)
    {
        foreach (var (player, gives, takes) in ((Player, int, int)[])[(one, itsItems.Count, theirs.Count), (other, theirs.Count, itsItems.Count)])
        {
            if (player.IsDeparting)
                return OnItsWay(player);
            if (player.ItemList.Count - gives + takes > Rules.InventoryCapacity)
                return new Rejected(Codes.InventoryFull, $"{player.Name} cannot carry more than {Rules.InventoryCapacity} things.");
        }
        foreach (var item in itsItems)
            Hand(one, item, other);
        foreach (var item in theirs)
            Hand(other, item, one);
        return null;
    }

    /// <summary>Uses up an item that a player carries.</summary>
    /// <returns>False: the player is on its way out, with all that it carries.</returns>
    public bool Consume(Player holder, ItemRecord item)
    {
        if (holder.IsDeparting)
            return false;
        LetGo(holder, item);
        Effects.Changes.Add(new ItemConsumed(item.Id));
        return true;
    }

    /// <summary>Uses up an item on the ground.</summary>
    public void Consume(ItemRecord item)
    {
        Take(_items, item);
        ItemsChanged = true;
        Effects.Changes.Add(new ItemConsumed(item.Id));
    }

    /// <summary>A component of an item that lies here or is carried here: the value that was set, else its kind's, else the default.</summary>
    public T Get<T>(ItemRecord item)
        where T : class
    {
        var type = RuleSet.Component<T>();
        return (T)(item.Components?.Bag(RuleSet).Find(type) ?? KindOf(item).Components?.Bag(RuleSet).Find(type) ?? type.Default);
    }

    /// <summary>A component of a kind of item: content's value, else the default.</summary>
    public T Get<T>(ItemKind kind)
        where T : class
    {
        var type = RuleSet.Component<T>();
        return (T)(kind.Components?.Bag(RuleSet).Find(type) ?? type.Default);
    }

    /// <summary>
    /// Sets a component of an item that lies here or is carried here, unless its holder is on the way out. Components of items are always persisted.
    /// </summary>
    /// <returns>The item as it is now.</returns>
    public ItemRecord Set<T>(ItemRecord item, T value)
        where T : class
    {
        Spend();
        var type = RuleSet.Component<T>();
        var holder = item.Player is { } id ? Find(id) : null;
        var all = holder?.ItemList ?? _items;
        var slot = SlotOf(all, item);
        var bag = ComponentBag.Of(RuleSet, all[slot].Components) ?? new ComponentBag();
        if (holder?.IsDeparting == true || !bag.Set(type, value))
            return all[slot];
        var changed = all[slot] with { Components = bag.All() };
        all[slot] = changed;
        ItemsChanged |= holder is null;
        ComponentsChanged |= holder is null && type.Visibility != ComponentVisibility.Nobody;
        Effects.Changes.Add(new ItemChanged(changed));
        return changed;
    }

    internal ItemRecord MakeItem(string kind, Vector at)
    {
        var item = Make(kind, null, Id, Player.Rounded(at));
        Lay(item);
        return item;
    }

    internal void PutBack(ItemRecord item)
    {
        var placed = item with { Player = null, Room = Id };
        Effects.Changes.Add(new ItemChanged(placed));
        if (IsKnown(placed))
            Lay(placed);
    }

    private ItemRecord Make(string kind, PlayerId? player, RoomId? room, Vector at)
    {
        if (!World.ItemKinds.ContainsKey(kind))
            throw new KeyNotFoundException($"Content has no item kind \"{kind}\".");
        Spend();
        var item = new ItemRecord(new ItemId($"{Id.Value}:{NextItem++}"), kind, player, room, at);
        RoomDirty = true;
        Effects.Changes.Add(new ItemChanged(item));
        return item;
    }

    private void Hand(Player from, ItemRecord item, Player to)
    {
        var given = LetGo(from, item) with { Player = to.Id };
        to.ItemList.Add(given);
        to.Persist();
        Effects.Changes.Add(new ItemChanged(given));
    }

    private ItemRecord LetGo(Player player, ItemRecord item)
    {
        var taken = Take(player.ItemList, item);
        player.Persist();
        if (player.Holding == item.Kind)
            player.Holding = null;
        return taken;
    }

    private void Lay(ItemRecord item)
    {
        _items.Add(item);
        ItemsChanged = true;
        ComponentsChanged |= HasComponents(item);
    }

    /// <returns>The item as it is now: a rule may hold it as it was before a component was set.</returns>
    private ItemRecord Take(List<ItemRecord> from, ItemRecord item)
    {
        Spend();
        var slot = SlotOf(from, item);
        var taken = from[slot];
        from.RemoveAt(slot);
        ComponentsChanged |= HasComponents(taken);
        return taken;
    }

    private bool HasComponents(ItemRecord item) => item.Components is not null || KindOf(item).Components is not null;

    /// <summary>What a player carries goes with it as it was at departure: nothing of it may become another's meanwhile.</summary>
    private static Rejected OnItsWay(Player player) => new(Codes.NotHere, $"{player.Name} is on the way out.");

    private static int SlotOf(List<ItemRecord> items, ItemRecord item) =>
        items.FindIndex(other => other.Id == item.Id) is >= 0 and var slot ? slot : throw new InvalidOperationException($"The item {item.Id} is not where the rule believes it.");

    private void RememberPickup(ItemRecord item, string by)
    {
        if (RecentPickups.Count == MaxRecentPickups)
            RecentPickups.Dequeue();
        RecentPickups.Enqueue(new Pickup(KindOf(item).Name, item.Kind, item.Id, by));
    }
}
