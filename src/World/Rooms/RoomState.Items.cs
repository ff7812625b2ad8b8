namespace Actors.World;

/// <summary>Items: each has exactly one holder, a player or the room, and is made and used up by rules alone.</summary>
public sealed partial class RoomState
{
    /// <summary>The item's kind, which is known of every item in the room or carried in it.</summary>
    public ItemKind KindOf(ItemRecord item) => World.ItemKinds[item.Kind];

    /// <summary>What content says that items of its kind do; null: nothing of their own.</summary>
    public ItemBehaviour? BehaviourOf(ItemRecord item) => KindOf(item).Behaviour is { } name ? RuleSet.ItemBehaviours.GetValueOrDefault(name) : null;

    /// <summary>A new item on the ground; null when as many lie there as may.</summary>
    /// <exception cref="KeyNotFoundException">Content has no such kind.</exception>
    public ItemRecord? SpawnItem(string kind, Vector at) => _items.Count >= Rules.MaxGroundItems ? null : MakeItem(kind, at);

    /// <summary>A new item in a player's hands; null when it carries as many as it can.</summary>
    /// <exception cref="KeyNotFoundException">Content has no such kind.</exception>
    public ItemRecord? SpawnItem(string kind, Player holder)
    {
        if (holder.ItemList.Count >= Rules.InventoryCapacity)
            return null;
        var item = Make(kind, holder.Id, null, Vector.Zero);
        holder.ItemList.Add(item);
        holder.Persist();
        return item;
    }

    /// <summary>A player takes an item from the ground, unless it is fixed, out of reach or more than it can carry, or a rule refuses.</summary>
    public Rejected? PickUp(Player player, ItemRecord item)
    {
        var kind = KindOf(item);
        if (kind.Fixed)
            return new Rejected(Codes.CannotTake, $"The {kind.Name} cannot be taken.");
        if (player.ItemList.Count >= Rules.InventoryCapacity)
            return new Rejected(Codes.InventoryFull, $"You cannot carry more than {Rules.InventoryCapacity} things.");
        if (Rules.Reach > 0 && (item.Position - player.Position).Length > Rules.Reach)
            return new Rejected(Codes.TooFar, $"The {kind.Name} is too far away.");
        if (BehaviourOf(item)?.Taking(this, player, item) is { } fixedBy)
            return fixedBy;
        foreach (var hook in RuleSet.Hooks)
        {
            if (hook.Taking(this, player, item) is { } why)
                return why;
        }
        var held = item with { Player = player.Id, Room = null, Position = Vector.Zero };
        Take(_items, item);
        player.ItemList.Add(held);
        player.Persist();
        ItemsChanged = true;
        RememberPickup(item, player.Name);
        Effects.Changes.Add(new ItemChanged(held));
        Emit(new ItemTaken(player.Id, player.Name, item.Id, item.Kind, kind.Name, player.Position));
        return null;
    }

    /// <summary>A player puts down an item that it carries, unless the ground is full or a rule refuses.</summary>
    public Rejected? PutDown(Player player, ItemRecord item)
    {
        if (_items.Count >= Rules.MaxGroundItems)
            return new Rejected(Codes.GroundFull, "There is no room on the ground.");
        foreach (var hook in RuleSet.Hooks)
        {
            if (hook.Dropping(this, player, item) is { } why)
                return why;
        }
        var lying = item with { Player = null, Room = Id, Position = Player.Rounded(player.Position) };
        LetGo(player, item);
        _items.Add(lying);
        ItemsChanged = true;
        Effects.Changes.Add(new ItemChanged(lying));
        Emit(new ItemDropped(player.Id, player.Name, item.Id, item.Kind, KindOf(item).Name, player.Position));
        return null;
    }

    /// <summary>An item that one player carries is the other's, unless that one carries as many as it can. All that one command gives is persisted together or not at all.</summary>
    public Rejected? Give(Player from, ItemRecord item, Player to)
    {
        if (to.ItemList.Count >= Rules.InventoryCapacity)
            return new Rejected(Codes.InventoryFull, $"{to.Name} cannot carry more than {Rules.InventoryCapacity} things.");
        Hand(from, item, to);
        return null;
    }

    /// <summary>Two players change goods: all of it or nothing, also when each carries as many as it can.</summary>
    public Rejected? Swap(Player one, IReadOnlyCollection<ItemRecord> itsItems, Player other, IReadOnlyCollection<ItemRecord> theirs)
    {
        foreach (var (player, gives, takes) in ((Player, int, int)[])[(one, itsItems.Count, theirs.Count), (other, theirs.Count, itsItems.Count)])
        {
            if (player.ItemList.Count - gives + takes > Rules.InventoryCapacity)
                return new Rejected(Codes.InventoryFull, $"{player.Name} cannot carry more than {Rules.InventoryCapacity} things.");
        }
        foreach (var item in itsItems)
            Hand(one, item, other);
        foreach (var item in theirs)
            Hand(other, item, one);
        return null;
    }

    /// <summary>An item that a player carries is used up.</summary>
    public void Consume(Player holder, ItemRecord item)
    {
        LetGo(holder, item);
        Effects.Changes.Add(new ItemConsumed(item.Id));
    }

    /// <summary>An item on the ground is used up.</summary>
    public void Consume(ItemRecord item)
    {
        Take(_items, item);
        ItemsChanged = true;
        Effects.Changes.Add(new ItemConsumed(item.Id));
    }

    /// <summary>A component of an item that lies here or is carried here: what was set, else what its kind says, else the default.</summary>
    public T Get<T>(ItemRecord item)
        where T : class
    {
        var type = RuleSet.Component<T>();
        return (T)(item.Components?.Bag(RuleSet).Find(type) ?? KindOf(item).Components?.Bag(RuleSet).Find(type) ?? type.Default);
    }

    /// <summary>A component of a kind of items: what content says, else the default.</summary>
    public T Get<T>(ItemKind kind)
        where T : class
    {
        var type = RuleSet.Component<T>();
        return (T)(kind.Components?.Bag(RuleSet).Find(type) ?? type.Default);
    }

    /// <summary>Sets a component of an item that lies here or is carried here. Components of items are always persisted.</summary>
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
        if (!bag.Set(type, value))
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
        _items.Add(item);
        ItemsChanged = true;
        ComponentsChanged |= HasComponents(item);
        return item;
    }

    internal void PutBack(ItemRecord item)
    {
        var placed = item with { Player = null, Room = Id };
        Effects.Changes.Add(new ItemChanged(placed));
        if (!IsKnown(placed))
            return;
        _items.Add(placed);
        ItemsChanged = true;
        ComponentsChanged |= HasComponents(placed);
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
        var given = item with { Player = to.Id };
        LetGo(from, item);
        to.ItemList.Add(given);
        to.Persist();
        Effects.Changes.Add(new ItemChanged(given));
    }

    private void LetGo(Player player, ItemRecord item)
    {
        Take(player.ItemList, item);
        player.Persist();
        if (player.Holding == item.Kind)
            player.Holding = null;
    }

    private void Take(List<ItemRecord> from, ItemRecord item)
    {
        Spend();
        ComponentsChanged |= HasComponents(item);
        from.RemoveAt(SlotOf(from, item));
    }

    private bool HasComponents(ItemRecord item) => item.Components is not null || KindOf(item).Components is not null;

    private static int SlotOf(List<ItemRecord> items, ItemRecord item) =>
        items.FindIndex(other => other.Id == item.Id) is >= 0 and var slot ? slot : throw new InvalidOperationException($"The item {item.Id} is not where the rule believes it.");

    private void RememberPickup(ItemRecord item, string by)
    {
        if (RecentPickups.Count == MaxRecentPickups)
            RecentPickups.Dequeue();
        RecentPickups.Enqueue(new Pickup(KindOf(item).Name, item.Kind, item.Id, by));
    }
}
