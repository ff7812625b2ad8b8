namespace Actors.World;

/// <summary>Reads the scenery of a room. <paramref name="floor"/> is the bare floor; null when its size is not known.</summary>
internal sealed class SceneryReader(Floor? floor, ContentErrors errors)
{
    public List<SceneryDefinition> Read(MapReader room)
    {
        var scenery = new List<SceneryDefinition>();
        foreach (var node in room.Items("scenery", ContentLimits.SceneryPerRoom))
        {
            if (MapReader.Open(node, "scenery", node.At, errors) is { } map)
            {
                Read(map, scenery);
            }
        }

        return Places.TooMany(room, "scenery", scenery.Count, ContentLimits.SceneryPerRoom) ? [] : scenery;
    }

    private void Read(MapReader map, List<SceneryDefinition> scenery)
    {
        var kind = map.Id("kind");
        var description = map.TextOr("description", ContentLimits.DescriptionLength, "");
        var shaped = Shape(map, out var radius, out var size);
        foreach (var (at, where) in Places.Read(map))
        {
            var solid = new SceneryDefinition
            {
                Kind = kind,
                At = at,
                Radius = radius,
                Width = size.X,
                Height = size.Y,
                Description = description,
            };
            if (shaped && floor is not null && !Inside(solid))
            {
                errors.Add(where, $"the {kind} at {Wording.Of(at)} is not wholly inside the room, which is {floor}");
            }
            else if (shaped)
            {
                scenery.Add(solid);
            }
        }

        map.Finish();
    }

    private bool Shape(MapReader map, out double radius, out Vector size)
    {
        (radius, size) = (0, default);
        switch (map.Find("radius"), map.Find("size"))
        {
            case ({ } round, null):
                return Values.TryNumber(round, "radius", Bounds.Radius, errors, out radius);
            case (null, { } sides):
                return Values.TryPair(sides, "size", "[width, height]", Bounds.Extent, errors, out size);
            default:
                errors.Add(map.At, "scenery must have either \"radius\" or \"size\"");
                return false;
        }
    }

    private bool Inside(SceneryDefinition solid)
    {
        var (halfWidth, halfHeight) = solid.Radius > 0 ? (solid.Radius, solid.Radius) : (solid.Width / 2, solid.Height / 2);
        return Math.Abs(solid.At.X) + halfWidth <= floor!.Width / 2 && Math.Abs(solid.At.Y) + halfHeight <= floor.Height / 2;
    }
}
