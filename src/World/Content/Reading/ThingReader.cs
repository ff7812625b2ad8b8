namespace Actors.World;

/// <summary>Reads the resource nodes, items and creatures of a room. <paramref name="floor"/> is null when the room's size is not known.</summary>
internal sealed class ThingReader(WorldHeader? header, Floor? floor, RuleReader rules, ContentErrors errors)
{
    private static readonly NodeDefinition PlainNode = new() { Resource = default, At = default };
    private static readonly string[] Ways = ["touch", "hit"];

    private readonly TickLength _clock = header?.Clock ?? new TickLength(new WorldRules().TickMilliseconds);

    /// <summary>Includes kinds that have mistakes. Null when <c>world.yaml</c> could not be read at all.</summary>
    private readonly IReadOnlyCollection<string>? _itemKinds = header is null ? null : [.. header.Items.Keys];

    private readonly IReadOnlyCollection<string>? _creatureKinds = header is null ? null : [.. header.Creatures.Keys];

    public List<NodeDefinition> Resources(MapReader room)
    {
        var nodes = new List<NodeDefinition>();
        foreach (var map in Maps(room, "resources", "a resource", ContentLimits.ResourcesPerRoom))
        {
            var resource = map.Reference("resource", "resource", ResourceWords.All);
            var node = PlainNode with
            {
                Resource = (Resource)Math.Max(0, Array.IndexOf(ResourceWords.All, resource)),
                Radius = map.Number("radius", Bounds.NodeRadius, PlainNode.Radius),
                Amount = map.Whole("amount", Bounds.Amount, PlainNode.Amount),
                Components = rules.Components(map),
                RespawnTicks = map.Ticks("respawnSeconds", _clock, PlainNode.RespawnTicks),
                OnTouch = map.ReferenceOr("gather", "way to gather", Ways, Ways[0]) == Ways[0],
            };
            foreach (var (at, where) in Places.Read(map))
            {
                Check("a resource", at, where, node.Radius, node.Radius);
                nodes.Add(node with { At = at });
            }

            map.Finish();
        }

        return Places.TooMany(room, "resources", nodes.Count, ContentLimits.ResourcesPerRoom) ? [] : nodes;
    }

    public List<PlacedItem> Items(MapReader room)
    {
        var most = Math.Min(ContentLimits.ItemsPerRoom, header?.Rules.MaxGroundItems ?? int.MaxValue);
        var items = Placed(room, "items", "an item", "item kind", _itemKinds, ContentLimits.ItemsPerRoom, (kind, at) => new PlacedItem(kind, at));
        return Places.TooMany(room, "items", items.Count, most) ? [] : items;
    }

    public List<PlacedCreature> Creatures(MapReader room)
    {
        const int most = ContentLimits.CreaturesPerRoom;
        var creatures = Placed(room, "creatures", "a creature", "creature kind", _creatureKinds, most, (kind, at) => new PlacedCreature(kind, at));
        return Places.TooMany(room, "creatures", creatures.Count, most) ? [] : creatures;
    }

    private List<T> Placed<T>(
        MapReader room, string key, string what, string noun, IReadOnlyCollection<string>? kinds, int most, Func<string, Vector, T> make)
    {
        var placed = new List<T>();
        foreach (var map in Maps(room, key, what, most))
        {
            var kind = map.Reference("kind", noun, kinds);
            foreach (var (at, where) in Places.Read(map))
            {
                Check(what, at, where, floor?.PlayerRadius ?? 0, radius: 0);
                placed.Add(make(kind ?? "", at));
            }

            map.Finish();
        }

        return placed;
    }

    private void Check(string what, Vector at, Place where, double clearance, double radius)
    {
        if (floor?.Problem(at, clearance, radius) is { } problem)
        {
            errors.Add(where, $"{what} at {Wording.Of(at)} {problem}");
        }
    }

    private IEnumerable<MapReader> Maps(MapReader room, string key, string what, int most)
    {
        foreach (var node in room.Items(key, most))
        {
            if (MapReader.Open(node, what, node.At, errors) is { } map)
            {
                yield return map;
            }
        }
    }
}
