namespace Actors.World;

/// <summary>
/// A room as its rules see and change it: who and what is in it, and the effects that rules may have. Changes made through its members are persisted, hashed,
/// recorded and shown as needed. It belongs to one input or one step at a time: a rule must not keep anything of it beyond that.
/// </summary>
public sealed partial class RoomState : ComponentOwner
{
    private const int MaxRecentPickups = 32;

    private readonly Dictionary<PlayerId, Player> _byId = [];
    private readonly List<Player> _players = [];
    private readonly List<Creature> _creatures;
    private readonly List<ResourceNode> _nodes;
    private readonly List<ItemRecord> _items;
    private readonly string[] _shelvedKinds;

    internal RoomState(WorldDefinition world, RoomDefinition definition, RoomId id, SavedRoom saved, long tick)
    {
        World = world;
        Definition = definition;
        Id = id;
        Tick = tick;
        Terrain = new Terrain(definition, world.Rules.PlayerRadius);
        Random = new RoomRandom(Mix(definition.Seed, id));
        _nodes = [.. definition.Nodes.Select((node, index) => new ResourceNode(this, index, node))];
        HasTouchedNodes = definition.Nodes.Any(static node => node.OnTouch);
        _creatures = [.. definition.Creatures.Select((placed, index) => new Creature(this, new CreatureId(index), world.CreatureKinds[placed.Kind], placed.At))];
        _items = [.. saved.Items.Where(IsKnown).Select(Settled)];
        _shelvedKinds = [.. saved.Items.Where(item => !IsKnown(item)).Select(static item => item.Kind).Distinct()];
        NextItem = 1;
        if (saved.Record is not { } record)
            return;
        NextItem = record.NextItem;
        foreach (var node in record.Nodes)
            Restore(node);
        foreach (var dead in record.Dead)
            Restore(dead);
        Restore(record.Creatures);
        Restore(record.Timers);
        Restore(record.Outbound);
        RestoreOpened(record);
        Bag = ComponentBag.Of(RuleSet, record.Components);
        if (record.Instance is { } instance && id.Opener is not null)
            Instance = new RoomInstance(this, instance);
    }

    /// <summary>The whole content.</summary>
    public WorldDefinition World { get; internal set; }

    /// <summary>Numbers that apply in every room.</summary>
    public WorldRules Rules => World.Rules;

    /// <summary>The world's rules.</summary>
    public RuleSet RuleSet => World.RuleSet;

    /// <summary>The room's definition in content.</summary>
    public RoomDefinition Definition { get; }

    /// <summary>The room's id, which also says which instance of the room it is.</summary>
    public RoomId Id { get; }

    /// <summary>The world tick: in a step, the tick of that step; in a command, the last tick that is over.</summary>
    public long Tick { get; internal set; }

    /// <summary>The only random numbers that rules may use.</summary>
    public RoomRandom Random { get; }

    /// <summary>In ascending order of id.</summary>
    public RoomList<Player> Players
    {
        get
        {
            Spend();
            return new(_players);
        }
    }

    /// <summary>The bodies of <see cref="Players"/>, in the same order, contiguous in memory: for systems that need nothing but the bodies of most players.</summary>
    public ReadOnlySpan<Body> Bodies
    {
        get
        {
            Spend();
            return AllBodies.All;
        }
    }

    /// <summary>In the order of the content, including the dead.</summary>
    public RoomList<Creature> Creatures
    {
        get
        {
            Spend();
            return new(_creatures);
        }
    }

    /// <summary>In the order of the content, including those that are used up.</summary>
    public RoomList<ResourceNode> Nodes
    {
        get
        {
            Spend();
            return new(_nodes);
        }
    }

    /// <summary>Items on the ground, in the order in which they came.</summary>
    public RoomList<ItemRecord> Items
    {
        get
        {
            Spend();
            return new(_items);
        }
    }

    /// <summary>How many of <see cref="Players"/> are dead.</summary>
    public int DeadPlayers { get; internal set; }

    /// <summary>Whether the room has nodes that are gathered by touch.</summary>
    public bool HasTouchedNodes { get; }

    internal Bodies AllBodies { get; } = new();

    internal Terrain Terrain { get; }

    internal HashSet<PlayerId> Reserved { get; } = [];

    internal List<Projectile> Projectiles { get; } = [];

    internal int NextProjectile { get; set; } = 1;

    internal long NextItem { get; private set; }

    /// <summary>Who took what lately, so that a player who comes too late gets the reason; never more than <see cref="MaxRecentPickups"/>.</summary>
    internal Queue<Pickup> RecentPickups { get; } = new();

    /// <summary>What the present input causes.</summary>
    internal RoomEffects Effects { get; set; } = new();

    internal bool RoomDirty { get; set; }

    internal bool PlayersChanged { get; set; } = true;

    /// <summary>When the newest input of a player came: the step after that tick applies it.</summary>
    internal long InputTick { get; set; } = -1;

    internal bool CreaturesChanged { get; set; } = true;

    internal bool ItemsChanged { get; set; } = true;

    internal bool NodesChanged { get; set; } = true;

    internal bool ProjectilesChanged { get; set; } = true;

    internal bool ComponentsChanged { get; set; } = true;

    internal Player? Find(PlayerId id) => _byId.GetValueOrDefault(id);

    internal void Add(Player player)
    {
        var at = _players.FindIndex(other => other.Id.Value > player.Id.Value);
        var slot = at < 0 ? _players.Count : at;
        AllBodies.Insert(slot, player.Body);
        _players.Insert(slot, player);
        AttachBodies(slot);
        _byId[player.Id] = player;
        PlayersChanged = true;
        ComponentsChanged |= player.Bag is not null;
        Instance?.NoteEmptiness();
    }

    internal void Remove(Player player)
    {
        var slot = _players.IndexOf(player);
        player.DetachBody();
        _players.RemoveAt(slot);
        AllBodies.RemoveAt(slot);
        AttachBodies(slot);
        _byId.Remove(player.Id);
        if (player.IsDead)
            DeadPlayers--;
        PlayersChanged = true;
        ComponentsChanged |= player.Bag is not null;
    }

    /// <summary>Adds the changes that must be persisted to <see cref="Effects"/>.</summary>
    internal void Flush()
    {
        Instance?.Settle();
        var bodies = AllBodies.All;
        for (var slot = 0; slot < bodies.Length; slot++)
        {
            if (!bodies[slot].IsDirty)
                continue;
            var player = _players[slot];
            bodies[slot].IsDirty = false;
            player.IsPersisted = true;
            player.SavedPosition = Player.Rounded(player.Position);
            Effects.Changes.Add(new PlayerChanged(player.ToRecord(Id), Id));
        }
        if (!RoomDirty)
            return;
        RoomDirty = false;
        Effects.Changes.Add(new RoomChanged(ToRecord()));
    }

    internal RoomRecord ToRecord() => new()
    {
        Id = Id,
        Zone = Definition.Zone,
        NextItem = NextItem,
        Nodes = [.. _nodes.Where(static node => node.Left != node.Definition.Amount || node.Bag?.Durable() is not null).Select(RecordOf)],
        Dead = [.. _creatures.Where(static creature => creature.IsDead).Select(DeadRecordOf)],
        Creatures = [.. _creatures.Where(static creature => creature.Bag?.Durable() is not null).Select(RecordOf)],
        Timers = [.. _timers.Where(static timer => timer.IsDurable)],
        Components = Bag?.Durable(),
        Outbound = ToOutboundRecord(),
        Instance = Instance?.Record,
        LastOpened = _lastOpened,
        Opened = [.. _opened],
    };

    private static NodeRecord RecordOf(ResourceNode node) =>
        new(node.Index, node.Left, node.RespawnTick) { Name = node.Name, Components = node.Bag?.Durable() };

    private DeadCreature DeadRecordOf(Creature dead) => new(dead.Id.Value, dead.RespawnTick) { Name = ContentMatch.NameOf(Definition.Creatures[dead.Id.Value]) };

    private CreatureRecord RecordOf(Creature creature) =>
        new(creature.Id.Value, ContentMatch.NameOf(Definition.Creatures[creature.Id.Value]), creature.Bag!.Durable()!);

    /// <summary>An item of a kind that content no longer has stays in the store as it is, and comes back with its kind.</summary>
    private bool IsKnown(ItemRecord item) => World.ItemKinds.ContainsKey(item.Kind);

    /// <summary>Content may have put a wall on the item since it was dropped, or made the room smaller. Its row keeps the old place until somebody takes it.</summary>
    private ItemRecord Settled(ItemRecord item)
    {
        var at = Terrain.Settle(item.Position);
        return (at - item.Position).Length > Terrain.SettleTolerance ? item with { Position = Player.Rounded(at) } : item;
    }

    /// <summary>The node is back at its stored time, or after the time that content gives now when that is sooner: ticks may have become longer since.</summary>
    private void Restore(NodeRecord record)
    {
        if (ContentMatch.Find(Definition.Nodes, record.Node, record.Name, ContentMatch.NameOf) is not { } node)
            return;
        var definition = Definition.Nodes[node];
        var left = Math.Clamp(record.Left, 0, definition.Amount);
        _nodes[node].Restore(left, left > 0 ? 0 : Math.Min(record.RespawnTick, Tick + definition.RespawnTicks), ComponentBag.Of(RuleSet, record.Components));
    }

    private void Restore(DeadCreature record)
    {
        if (ContentMatch.Find(Definition.Creatures, record.Creature, record.Name, ContentMatch.NameOf) is { } dead)
            _creatures[dead].Restore(record.RespawnTick == Creature.Never ? Creature.Never : Math.Min(record.RespawnTick, Tick + _creatures[dead].Kind.RespawnTicks), null);
    }

    private void Restore(IReadOnlyList<CreatureRecord> records)
    {
        foreach (var record in records)
        {
            if (ContentMatch.Find(Definition.Creatures, record.Creature, record.Name, ContentMatch.NameOf) is { } creature)
                _creatures[creature].Restore(0, ComponentBag.Of(RuleSet, record.Components));
        }
    }

    private void AttachBodies(int slot)
    {
        for (; slot < _players.Count; slot++)
            _players[slot].AttachBody(AllBodies, slot);
    }

    private static ulong Mix(ulong seed, RoomId id)
    {
        var hash = new StateHash();
        hash.Add((long)seed);
        hash.Add(id.Value);
        return hash.Value;
    }
}

/// <summary>An item that a player has just taken.</summary>
/// <param name="By">The player's name.</param>
public readonly record struct Pickup(string ItemName, string Kind, ItemId Item, string By);
