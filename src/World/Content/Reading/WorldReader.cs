namespace Actors.World;

/// <summary>The content of <c>world.yaml</c>, with the places in the file of what can only be checked later.</summary>
internal sealed record WorldHeader
{
    public required string Name { get; init; }

    public required string DefaultRoom { get; init; }

    public required Place DefaultRoomAt { get; init; }

    /// <summary>The rooms that clients of certain kinds enter instead of the default room.</summary>
    public required IReadOnlyList<(string Clients, string Room, Place At)> Entrances { get; init; }

    public required WorldRules Rules { get; init; }

    public required IReadOnlyDictionary<string, ItemKind> Items { get; init; }

    public required IReadOnlyDictionary<string, CreatureKind> Creatures { get; init; }

    public required IReadOnlyList<FormerRoom> FormerRooms { get; init; }

    public TickLength Clock => new(Rules.TickMilliseconds);
}

internal static class WorldReader
{
    /// <summary>Null when the file is not a map.</summary>
    public static WorldHeader? Read(ContentNode? root, RuleSet ruleSet, ContentErrors errors)
    {
        if (root is null || MapReader.Open(root, "the world", root.At, errors) is not { } map)
        {
            return null;
        }

        var (name, defaultRoom, entrances) = (map.Line("name"), map.Id("defaultRoom"), Entrances(map, errors));
        var rules = Rules(map, errors);
        var clock = new TickLength(rules.TickMilliseconds);
        var named = new RuleReader(ruleSet, errors);
        var items = KindReader.Items(map, named, errors);
        var header = new WorldHeader
        {
            Name = name,
            DefaultRoom = defaultRoom,
            DefaultRoomAt = map.Find("defaultRoom")?.At ?? root.At,
            Entrances = entrances,
            Rules = rules,
            Items = items,
            Creatures = KindReader.Creatures(map, clock, [.. items.Keys], named, errors),
            FormerRooms = FormerRoomReader.Read(map, errors),
        };
        map.Finish();
        return header;
    }

    private static List<(string Clients, string Room, Place At)> Entrances(MapReader world, ContentErrors errors)
    {
        var entrances = new List<(string, string, Place)>();
        foreach (var (clients, at, node) in world.Entries("entrances", ContentLimits.Entrances))
        {
            if (Values.TryId(clients, at, "entrances", errors) && Values.TryLine(node, clients, errors, out var room) && Values.TryId(room, node.At, clients, errors))
            {
                entrances.Add((clients, room, node.At));
            }
        }

        return entrances;
    }

    private static WorldRules Rules(MapReader world, ContentErrors errors)
    {
        var defaults = new WorldRules();
        if (world.Find("rules") is not { } node || MapReader.Open(node, "\"rules\"", node.At, errors) is not { } map)
        {
            return defaults;
        }

        var tick = map.Whole("tickMilliseconds", Bounds.TickMilliseconds, defaults.TickMilliseconds);
        var clock = new TickLength(tick);
        var rules = new WorldRules
        {
            TickMilliseconds = tick,
            PlayerMaxHealth = map.Whole("playerMaxHealth", Bounds.Health, defaults.PlayerMaxHealth),
            PlayerRadius = map.Number("playerRadius", Bounds.PlayerRadius, defaults.PlayerRadius),
            Reach = map.Number("reach", Bounds.Distance, defaults.Reach),
            AttackRange = map.Number("attackRange", Bounds.Range, defaults.AttackRange),
            AttackDamage = map.Whole("attackDamage", Bounds.Points, defaults.AttackDamage),
            AttackCooldownTicks = map.Ticks("attackCooldownSeconds", clock, defaults.AttackCooldownTicks),
            ProjectileSpeed = map.Number("projectileSpeed", Bounds.ProjectileSpeed, defaults.ProjectileSpeed),
            ProjectileLifeTicks = map.Ticks("projectileLifeSeconds", clock, defaults.ProjectileLifeTicks),
            ProjectileDamage = map.Whole("projectileDamage", Bounds.Points, defaults.ProjectileDamage),
            FireCooldownTicks = map.Ticks("fireCooldownSeconds", clock, defaults.FireCooldownTicks),
            RespawnTicks = map.Ticks("respawnSeconds", clock, defaults.RespawnTicks),
            RegenerationTicks = map.Ticks("regenerationSeconds", clock, defaults.RegenerationTicks),
            InventoryCapacity = map.Whole("inventoryCapacity", Bounds.Inventory, defaults.InventoryCapacity),
            MaxTextLength = map.Whole("maxTextLength", Bounds.TextUnits, defaults.MaxTextLength),
            MaxGroundItems = map.Whole("maxGroundItems", Bounds.GroundItems, defaults.MaxGroundItems),
            ItemReturnSeconds = map.WholeOrNull("itemReturnSeconds", Bounds.ReturnSeconds),
        };
        map.Finish();
        return rules;
    }
}
