namespace Actors.World;

/// <summary>Reads the kinds of items and creatures. A kind with a mistake in it is still known by its id, so that its uses are not reported as errors too.</summary>
internal static class KindReader
{
    private static readonly ItemKind PlainItem = new() { Id = "", Name = "", Description = "" };
    private static readonly string[] Fates = ["returns", "gone"];
    private static readonly CreatureKind PlainCreature = new() { Id = "", Name = "", Description = "" };

    public static Dictionary<string, ItemKind> Items(MapReader world, RuleReader rules, ContentErrors errors)
    {
        var kinds = new Dictionary<string, ItemKind>();
        foreach (var (id, at, node) in world.Entries("items", ContentLimits.ItemKinds))
        {
            if (Values.TryId(id, at, "items", errors))
            {
                kinds[id] = MapReader.Open(node, $"item kind \"{id}\"", at, errors) is { } map ? Item(id, map, rules) : PlainItem;
            }
        }

        return kinds;
    }

    public static Dictionary<string, CreatureKind> Creatures(
        MapReader world, TickLength clock, IReadOnlyCollection<string> items, RuleReader rules, ContentErrors errors)
    {
        var kinds = new Dictionary<string, CreatureKind>();
        foreach (var (id, at, node) in world.Entries("creatures", ContentLimits.CreatureKinds))
        {
            if (Values.TryId(id, at, "creatures", errors))
            {
                kinds[id] = MapReader.Open(node, $"creature kind \"{id}\"", at, errors) is { } map
                    ? Creature(id, map, clock, items, rules)
                    : PlainCreature;
            }
        }

        return kinds;
    }

    private static ItemKind Item(string id, MapReader map, RuleReader rules)
    {
        var kind = new ItemKind
        {
            Id = id,
            Name = map.Line("name"),
            Description = map.Text("description", ContentLimits.DescriptionLength),
            Aliases = Aliases(map),
            Heals = map.Whole("heals", Bounds.Points, PlainItem.Heals),
            UseText = map.TextOr("useText", ContentLimits.TextLength, PlainItem.UseText),
            AttackBonus = map.Whole("attackBonus", Bounds.Points, PlainItem.AttackBonus),
            Fixed = map.Flag("fixed"),
            Behaviour = rules.ItemBehaviour(map),
            Components = rules.Components(map),
            ReturnSeconds = map.WholeOrNull("returnSeconds", Bounds.ReturnSeconds),
            Returns = map.ReferenceOr("unclaimed", "fate of an item", Fates, Fates[0]) == Fates[0],
        };
        map.Finish();
        return kind;
    }

    private static List<string> Aliases(MapReader map)
    {
        var aliases = new List<string>();
        foreach (var node in map.Items("aliases", ContentLimits.Aliases))
        {
            if (Values.TryLine(node, "aliases", map.Errors, out var alias))
            {
                aliases.Add(alias);
            }
        }

        return aliases;
    }

    private static CreatureKind Creature(string id, MapReader map, TickLength clock, IReadOnlyCollection<string> items, RuleReader rules)
    {
        var kind = new CreatureKind
        {
            Id = id,
            Name = map.Line("name"),
            Description = map.Text("description", ContentLimits.DescriptionLength),
            MaxHealth = map.Whole("maxHealth", Bounds.Health, PlainCreature.MaxHealth),
            Speed = map.Number("speed", Bounds.CreatureSpeed, PlainCreature.Speed),
            WanderRadius = map.Number("wanderRadius", Bounds.Distance, PlainCreature.WanderRadius),
            FightsBack = map.Flag("fightsBack"),
            Damage = map.Whole("damage", Bounds.Points, PlainCreature.Damage),
            AttackCooldownTicks = map.Ticks("attackCooldownSeconds", clock, PlainCreature.AttackCooldownTicks),
            AttackRange = map.Number("attackRange", Bounds.Range, PlainCreature.AttackRange),
            Score = map.Whole("score", Bounds.Score, PlainCreature.Score),
            Drops = map.ReferenceOr("drops", "item kind", items, PlainCreature.Drops),
            Mind = rules.Mind(map),
            Components = rules.Components(map),
            RespawnTicks = map.Ticks("respawnSeconds", clock, PlainCreature.RespawnTicks),
        };
        map.Finish();
        return kind;
    }
}
