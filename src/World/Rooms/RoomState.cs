namespace Actors.World;

/// <summary>All that a room is. The verbs and the step change it; what must be kept is marked and goes out once an input is done.</summary>
internal sealed class RoomState
{
    private const int MaxRecentPickups = 32;

    private readonly Dictionary<PlayerId, Player> _byId = [];

    public RoomState(WorldDefinition world, RoomDefinition definition, RoomId id, SavedRoom saved, long tick)
    {
        World = world;
        Definition = definition;
        Id = id;
        Tick = tick;
        Terrain = new Terrain(definition, world.Rules.PlayerRadius);
        Random = new RoomRandom(Mix(definition.Seed, id));
        Nodes = [.. definition.Nodes.Select(static node => node.Amount)];
        NodeRespawn = new long[definition.Nodes.Count];
        Creatures = [.. definition.Creatures.Select((placed, index) =>
            new Creature(new CreatureId(index), world.CreatureKinds[placed.Kind], placed.At))];
        Items = [.. saved.Items.Where(IsKnown).Select(Settled)];
        NextItem = 1;
        if (saved.Record is not { } record)
            return;
        NextItem = record.NextItem;
        foreach (var node in record.Nodes)
            Restore(node);
        foreach (var dead in record.Dead)
            Restore(dead);
    }

    public WorldDefinition World { get; }

    public WorldRules Rules => World.Rules;

    public RoomDefinition Definition { get; }

    public RoomId Id { get; }

    public long Tick { get; set; }

    public RoomRandom Random { get; }

    public Terrain Terrain { get; }

    /// <summary>In ascending order of id.</summary>
    public List<Player> Players { get; } = [];

    /// <summary>Those of <see cref="Players"/>, in the same order.</summary>
    public Bodies Bodies { get; } = new();

    public HashSet<PlayerId> Reserved { get; } = [];

    public Creature[] Creatures { get; }

    /// <summary>What lies here, in the order in which it came.</summary>
    public List<ItemRecord> Items { get; }

    public int[] Nodes { get; }

    public long[] NodeRespawn { get; }

    public List<Projectile> Projectiles { get; } = [];

    public int NextProjectile { get; set; } = 1;

    public long NextItem { get; private set; }

    /// <summary>The last items that were picked up and by whom, for the refusal of a later <c>take</c>; at most <see cref="MaxRecentPickups"/>.</summary>
    public Queue<(string ItemName, string Kind, ItemId Item, string By)> RecentPickups { get; } = new();

    public bool RoomDirty { get; set; }

    public bool PlayersChanged { get; set; } = true;

    public bool CreaturesChanged { get; set; } = true;

    public bool ItemsChanged { get; set; } = true;

    public bool NodesChanged { get; set; } = true;

    public bool ProjectilesChanged { get; set; } = true;

    public Player? Find(PlayerId id) => _byId.GetValueOrDefault(id);

    public void Add(Player player)
    {
        var at = Players.FindIndex(other => other.Id.Value > player.Id.Value);
        var slot = at < 0 ? Players.Count : at;
        Bodies.Insert(slot, player.Body);
        Players.Insert(slot, player);
        AttachBodies(slot);
        _byId[player.Id] = player;
        PlayersChanged = true;
    }

    public void Remove(Player player)
    {
        var slot = Players.IndexOf(player);
        player.DetachBody();
        Players.RemoveAt(slot);
        Bodies.RemoveAt(slot);
        AttachBodies(slot);
        _byId.Remove(player.Id);
        PlayersChanged = true;
        foreach (var creature in Creatures)
        {
            if (creature.Enemy == player.Id)
                creature.Enemy = null;
        }
    }

    /// <summary>What is of a kind that content has no more stays in the store as it is, and is back with its kind.</summary>
    private bool IsKnown(ItemRecord item) => World.ItemKinds.ContainsKey(item.Kind);

    /// <summary>Content may have put a wall on it since it was put there, or made the room smaller. Its row says where it lay until somebody takes it.</summary>
    private ItemRecord Settled(ItemRecord item)
    {
        var at = Terrain.Settle(item.Position);
        return (at - item.Position).Length > Terrain.SettleTolerance ? item with { Position = Player.Rounded(at) } : item;
    }

    /// <summary>It is back at its time, or after the time that content says now when that is sooner: ticks may have become longer since.</summary>
    private void Restore(NodeRecord record)
    {
        if (ContentMatch.Find(Definition.Nodes, record.Node, record.Name, ContentMatch.NameOf) is not { } node)
            return;
        var definition = Definition.Nodes[node];
        Nodes[node] = Math.Clamp(record.Left, 0, definition.Amount);
        NodeRespawn[node] = Nodes[node] > 0 ? 0 : Math.Min(record.RespawnTick, Tick + definition.RespawnTicks);
    }

    private void Restore(DeadCreature record)
    {
        if (ContentMatch.Find(Definition.Creatures, record.Creature, record.Name, ContentMatch.NameOf) is not { } dead)
            return;
        Creatures[dead].Health = 0;
        Creatures[dead].RespawnTick = Math.Min(record.RespawnTick, Tick + Creatures[dead].Kind.RespawnTicks);
    }

    public ItemRecord MakeItem(string kind, Vector at, RoomEffects effects)
    {
        var item = new ItemRecord(new ItemId($"{Id.Value}:{NextItem++}"), kind, null, Id, Player.Rounded(at));
        Items.Add(item);
        ItemsChanged = true;
        RoomDirty = true;
        effects.Changes.Add(new ItemChanged(item));
        return item;
    }

    public void PutBack(ItemRecord item, RoomEffects effects)
    {
        var placed = item with { Player = null, Room = Id };
        effects.Changes.Add(new ItemChanged(placed));
        if (!IsKnown(placed))
            return;
        Items.Add(placed);
        ItemsChanged = true;
    }

    /// <summary>Nothing is in the room, or held in it, whose kind content does not have.</summary>
    public ItemKind KindOf(ItemRecord item) => World.ItemKinds[item.Kind];

    public void RememberPickup(ItemRecord item, string by)
    {
        if (RecentPickups.Count == MaxRecentPickups)
            RecentPickups.Dequeue();
        RecentPickups.Enqueue((KindOf(item).Name, item.Kind, item.Id, by));
    }

    /// <summary>Sends a player on its way to another room; the answer comes when that room has answered.</summary>
    public Reply Depart(Player player, RoomId to, Vector arrival, string? direction, long commandId, RoomEffects effects)
    {
        player.Velocity = Vector.Zero;
        PlayersChanged = true;
        var reply = DepartureReply(direction);
        var record = player.ToRecord(to) with { Position = Player.Rounded(arrival) };
        if (commandId != 0)
        {
            // As it will be once it has gone: the command has taken effect there, and is not carried out again.
            player.Remember(commandId, reply);
            record = record with { LastCommand = commandId, Recent = [.. player.Recent] };
            player.Recent.RemoveAt(player.Recent.Count - 1);
        }
        player.Departure = new Departure(
            player.Id, to, new PlayerState(record, player.AllItems, new Motion(player.Direction, player.LastInput, player.HoldTicks)), direction, commandId);
        effects.Departures.Add(player.Departure);
        return new Departing();
    }

    public static Reply DepartureReply(string? direction) => new Done(direction is null ? "You travel." : $"You go {direction}.");

    public void Hurt(Creature creature, Player by, int damage, RoomEffects effects)
    {
        creature.Health = Math.Max(0, creature.Health - damage);
        CreaturesChanged = true;
        effects.Events.Add(new Struck(by.Id, null, by.Name, null, creature.Id, creature.Kind.Name, damage, creature.Health, creature.Position));
        if (creature.Health > 0)
        {
            if (creature.Kind.FightsBack)
                creature.Enemy = by.Id;
            return;
        }
        creature.RespawnTick = Tick + creature.Kind.RespawnTicks;
        creature.Enemy = null;
        by.Score += creature.Kind.Score;
        by.IsDirty = true;
        RoomDirty = true;
        PlayersChanged = true;
        effects.Events.Add(new Killed(by.Id, null, by.Name, null, creature.Id, creature.Kind.Name, creature.Position));
        if (creature.Kind.Drops is { } kind && Items.Count < Rules.MaxGroundItems)
        {
            var item = MakeItem(kind, creature.Position, effects);
            effects.Events.Add(new ItemAppeared(item.Id, item.Kind, KindOf(item).Name, item.Position));
        }
    }

    public void Hurt(Player player, PlayerId? byPlayer, CreatureId? byCreature, string byName, int damage, RoomEffects effects)
    {
        player.Health = Math.Max(0, player.Health - damage);
        PlayersChanged = true;
        effects.Events.Add(new Struck(byPlayer, byCreature, byName, player.Id, null, player.Name, damage, player.Health, player.Position));
        if (player.Health > 0)
            return;
        player.RespawnTick = Tick + Rules.RespawnTicks;
        player.Direction = player.Velocity = Vector.Zero;
        effects.Events.Add(new Killed(byPlayer, byCreature, byName, player.Id, null, player.Name, player.Position));
    }

    public void GatherFrom(int node, Player player, RoomEffects effects)
    {
        var definition = Definition.Nodes[node];
        Nodes[node]--;
        if (Nodes[node] == 0)
            NodeRespawn[node] = Tick + definition.RespawnTicks;
        player.Resources = player.Resources.Plus(definition.Resource, 1);
        player.Score++;
        player.IsDirty = true;
        RoomDirty = NodesChanged = PlayersChanged = true;
        effects.Events.Add(new Gathered(player.Id, player.Name, node, definition.Resource, 1, player.Score, definition.At));
    }

    public int DamageOf(Player player)
    {
        var bonus = 0;
        foreach (var item in player.Items)
            bonus = Math.Max(bonus, KindOf(item).AttackBonus);
        return Rules.AttackDamage + bonus;
    }

    /// <summary>Gives out what must be kept of what has changed.</summary>
    public void Flush(RoomEffects effects)
    {
        var bodies = Bodies.All;
        for (var slot = 0; slot < bodies.Length; slot++)
        {
            if (!bodies[slot].IsDirty)
                continue;
            var player = Players[slot];
            player.IsDirty = false;
            player.IsPersisted = true;
            player.SavedPosition = Player.Rounded(player.Position);
            effects.Changes.Add(new PlayerChanged(player.ToRecord(Id), Id));
        }
        if (!RoomDirty)
            return;
        RoomDirty = false;
        effects.Changes.Add(new RoomChanged(ToRecord()));
    }

    public RoomRecord ToRecord()
    {
        List<NodeRecord> nodes = [];
        for (var i = 0; i < Nodes.Length; i++)
        {
            if (Nodes[i] != Definition.Nodes[i].Amount)
                nodes.Add(new NodeRecord(i, Nodes[i], NodeRespawn[i]) { Name = ContentMatch.NameOf(Definition.Nodes[i]) });
        }
        return new RoomRecord
        {
            Id = Id,
            Zone = Definition.Zone,
            NextItem = NextItem,
            Nodes = nodes,
            Dead = [.. Creatures.Where(static creature => creature.IsDead).Select(RecordOf)],
        };
    }

    private DeadCreature RecordOf(Creature dead) =>
        new(dead.Id.Value, dead.RespawnTick) { Name = ContentMatch.NameOf(Definition.Creatures[dead.Id.Value]) };

    private void AttachBodies(int slot)
    {
        for (; slot < Players.Count; slot++)
            Players[slot].AttachBody(Bodies, slot);
    }

    private static ulong Mix(ulong seed, RoomId id)
    {
        var hash = new StateHash();
        hash.Add((long)seed);
        hash.Add(id.Value);
        return hash.Value;
    }
}
