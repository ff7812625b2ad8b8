namespace Actors.World;

/// <summary>Reads one room: first its floor, then scenery, items and creatures, each checked against the floor as it is read.</summary>
internal sealed class RoomReader(WorldHeader? header, RuleReader rules, ContentErrors errors)
{
    private static readonly RoomDefinition Plain = new() { Id = "", Zone = default, Title = "", Description = "", Width = 0, Height = 0 };

    private readonly WorldRules _rules = header?.Rules ?? new WorldRules();

    /// <param name="id">The room's id.</param>
    /// <param name="zone">The zone that the room belongs to.</param>
    /// <param name="theme">The zone's theme, for a room without a theme of its own.</param>
    /// <param name="at">The place of its id in the file.</param>
    /// <param name="map">The rest of the room.</param>
    public RoomDraft Read(string id, ZoneId zone, string? theme, Place at, MapReader map)
    {
        var size = Size(map);
        var extent = size is { } known ? new Floor(known.X, known.Y, [], _rules.PlayerRadius) : null;
        var scenery = new SceneryReader(extent, errors).Read(map);
        var floor = extent?.With(scenery);
        var exits = new ExitReader(floor, rules, errors).Read(map);
        var things = new ThingReader(header, floor, rules, errors);
        var room = new RoomDefinition
        {
            Id = id,
            Zone = zone,
            Title = map.Line("title"),
            Description = map.Text("description", ContentLimits.DescriptionLength),
            Width = size?.X ?? 0,
            Height = size?.Y ?? 0,
            Spawn = Spawn(map, floor, exits),
            Speed = map.Number("speed", Bounds.PlayerSpeed, Plain.Speed),
            Safe = map.Flag("safe"),
            Theme = map.IdOrNull("theme") ?? theme,
            Capacity = map.Whole("capacity", Bounds.Capacity, Plain.Capacity),
            Overflow = map.Flag("overflow"),
            Set = Set(map),
            IsEntry = map.Flag("entry"),
            Seed = map.Find("seed") is { } seed && Values.TryWhole(seed, "seed", Bounds.Seed, errors, out var chosen) ? (ulong)chosen : SeedOf(id),
            Components = rules.Components(map),
            Scenery = scenery,
            Nodes = things.Resources(map),
            Items = things.Items(map),
            Creatures = things.Creatures(map),
        };
        map.Finish();
        CheckSet(map, room);
        return new RoomDraft(room, at, floor, exits);
    }

    private string? Set(MapReader map)
    {
        if (map.Find("instance") is not { } node || !Values.TryLine(node, "instance", errors, out var set))
            return null;
        // Even with an invalid name it is not an ordinary room, which would have to be reachable.
        Values.TryId(set, node.At, "instance", errors);
        return set;
    }

    private void CheckSet(MapReader map, RoomDefinition room)
    {
        if (room is { Set: null, IsEntry: true } && map.Find("instance") is null)
            errors.Add(map.Find("entry")!.At, "\"entry\" is for a room of instances: say which with instance: NAME");
        if (room is { Set: not null, Overflow: true })
            errors.Add(map.Find("overflow")!.At, "a room of instances has no copies: rules open another instance");
    }

    private Vector? Size(MapReader map) =>
        map.Require("size") is { } node && Values.TryPair(node, "size", "[width, height]", Bounds.Side, errors, out var size) ? size : null;

    private Vector Spawn(MapReader map, Floor? floor, IReadOnlyList<ExitDraft> exits)
    {
        var node = map.Find("spawn");
        var at = Vector.Zero;
        if (floor is null || (node is not null && !Values.TryPair(node, "spawn", "[x, y]", Bounds.Coordinate, errors, out at)))
        {
            return at;
        }

        var near = exits.FirstOrDefault(exit => exit.Stretch?.DistanceTo(at) < RoomLinker.LeastFromExits);
        var problem = floor.Problem(at, floor.PlayerRadius)
            ?? (near is null ? null : $"is less than {Wording.Number(RoomLinker.LeastFromExits)} units from the exit {near.Exit.Direction}");
        if (problem is not null)
        {
            errors.Add(node?.At ?? map.At, $"\"spawn\" {Wording.Of(at)} {problem}");
        }

        return at;
    }

    /// <summary>FNV-1a of the room's id, so that each room has its own random numbers, the same on every node and in every run.</summary>
    private static ulong SeedOf(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in id)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return hash;
    }
}
