namespace Actors.World;

/// <summary>Reads the exits of a room: a map by direction. Their targets are checked when all rooms are known.</summary>
internal sealed class ExitReader(Floor? floor, RuleReader rules, ContentErrors errors)
{
    private const double DefaultWidth = 4;

    public List<ExitDraft> Read(MapReader room)
    {
        var exits = new List<ExitDraft>();
        foreach (var (direction, at, node) in room.Entries("exits", ExitDirection.Names.Count))
        {
            if (ExitDirection.Find(direction) is not { } known)
            {
                var hint = Nearest.Hint(direction, ExitDirection.Names);
                errors.Add(at, $"there is no direction {Wording.Quoted(direction)}{(hint.Length > 0 ? hint : "; there are " + string.Join(", ", ExitDirection.Names))}");
            }
            else if (MapReader.Open(node, $"exit {direction}", at, errors) is { } map)
            {
                exits.Add(Read(known, at, map, exits));
            }
        }

        return exits;
    }

    private ExitDraft Read(ExitDirection direction, Place where, MapReader map, List<ExitDraft> others)
    {
        var to = map.Id("to");
        var width = map.Number("width", Bounds.ExitWidth, DefaultWidth);
        var oneWay = map.Flag("oneWay");
        var behaviour = rules.ExitBehaviour(map);
        Stretch? stretch = null;
        if (map.Require("at") is { } node && Values.TryPair(node, "at", "[x, y]", Bounds.Coordinate, errors, out var at) && floor is not null)
        {
            stretch = Stretch.On(floor, at, width);
            if (Problem(direction, at, stretch, others) is { } problem)
            {
                errors.Add(node.At, $"exit {direction.Name} at {Wording.Of(at)} {problem}");
            }
        }

        var toAt = map.Find("to")?.At ?? where;
        map.Finish();
        var exit = new ExitDefinition { Direction = direction.Name, To = to, At = stretch?.Middle ?? default, Width = width, Behaviour = behaviour };
        return new ExitDraft(exit, where, toAt, stretch, oneWay);
    }

    private string? Problem(ExitDirection direction, Vector at, Stretch? found, List<ExitDraft> others)
    {
        if (found is not { } stretch)
        {
            return $"is not on the edge of the room, which is {floor}";
        }

        if (!stretch.FitsInto(floor!))
        {
            return $"and {Wording.Number(stretch.Width)} wide runs beyond a corner of the room, which is {floor}";
        }

        if (!direction.Meets(stretch))
        {
            return $"lies on the {stretch.EdgeName} edge; x grows to the east, y to the south";
        }

        if (others.Find(other => other.Stretch?.Overlaps(stretch) ?? false) is { } overlapped)
        {
            return $"overlaps the exit {overlapped.Exit.Direction}";
        }

        return floor!.Blocking(stretch.Middle, floor.PlayerRadius) is { } solid
            ? $"is blocked by the {solid.Kind} at {Wording.Of(solid.At)}"
            : null;
    }
}
