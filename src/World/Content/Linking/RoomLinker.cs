namespace Actors.World;

/// <summary>
/// Checks what spans rooms: that exits lead somewhere and back, and that every room can be walked to. Computes where a player who
/// goes through an exit arrives.
/// </summary>
internal sealed class RoomLinker(WorldMap map, WorldHeader header, ContentErrors errors)
{
    /// <summary>The distance in units between arrivals or spawns and every exit, so that a player who is still walking is not carried out again at once.</summary>
    public const double LeastFromExits = 1.5;

    private readonly Dictionary<string, RoomDraft> _rooms = map.Rooms.ToDictionary(room => room.Definition.Id);

    public IReadOnlyList<RoomDefinition> Link()
    {
        var broken = false;
        var entries = new SetLinker(map, errors).FindEntries();
        var linked = new List<RoomDefinition>();
        foreach (var room in map.Rooms)
        {
            var exits = new List<ExitDefinition>();
            foreach (var exit in room.Exits)
            {
                var target = Target(room, exit);
                broken |= target is null;
                exits.Add(target is null ? exit.Exit : exit.Exit with { Arrival = Arrival(room, exit, target) });
            }

            linked.Add(room.Definition with { Exits = exits, IsEntry = entries.Contains(room.Definition.Id) });
        }

        CheckEntrances();
        if (map.Complete && DefaultRoom() is { } start && !broken)
        {
            CheckReach([start, .. entries.Select(entry => _rooms[entry])]);
        }

        return linked;
    }

    /// <summary>Null when the exit leads nowhere. That is an error, unless its target may be in a part that could not be read.</summary>
    private RoomDraft? Target(RoomDraft room, ExitDraft exit)
    {
        if (exit.Exit.To == room.Definition.Id)
        {
            errors.Add(exit.ToAt, $"exit {exit.Exit.Direction} leads into its own room");
            return null;
        }

        if (!_rooms.TryGetValue(exit.Exit.To, out var target) && map.Complete && exit.Exit.To.Length > 0)
        {
            errors.Add(exit.ToAt, $"there is no room {Wording.Quoted(exit.Exit.To)}{Hint(exit.Exit.To)}");
        }

        if (target?.Definition.Set is { } set && set != room.Definition.Set)
        {
            errors.Add(exit.ToAt, $"exit {exit.Exit.Direction} leads into the room {Wording.Quoted(exit.Exit.To)} of {Wording.Quoted(set)}, which is only there when rules open it");
        }

        return target;
    }

    private Vector Arrival(RoomDraft from, ExitDraft exit, RoomDraft to)
    {
        var back = WayBack(from, exit, to);
        if (back is null != exit.OneWay)
        {
            errors.Add(exit.At, back is null
                ? $"exit {exit.Exit.Direction} leads to \"{to.Definition.Id}\", which has no exit back to \"{from.Definition.Id}\"; give it one, or say oneWay: true here"
                : $"exit {exit.Exit.Direction} is oneWay, but \"{to.Definition.Id}\" leads back by its exit {back.Exit.Direction}");
        }

        return to.Floor is { } floor && back?.Stretch is { } stretch
            ? Before(stretch, floor, to.Exits) ?? to.Definition.Spawn
            : to.Definition.Spawn;
    }

    /// <summary>The exit that leads back. If there are several, the one in the opposite direction.</summary>
    private static ExitDraft? WayBack(RoomDraft from, ExitDraft exit, RoomDraft to)
    {
        var opposite = ExitDirection.Find(exit.Exit.Direction)?.Opposite;
        var back = to.Exits.Where(other => other.Exit.To == from.Definition.Id).ToList();
        return back.Find(other => other.Exit.Direction == opposite) ?? back.FirstOrDefault();
    }

    /// <summary>The first free place in front of an exit: first straight in, then to the sides, then deeper. Null when everything is built over.</summary>
    private static Vector? Before(Stretch exit, Floor floor, IReadOnlyList<ExitDraft> exits)
    {
        const double step = 0.5;
        const double slack = 0.1;
        const int deepest = 8;
        var first = LeastFromExits + floor.PlayerRadius;
        for (var depth = 0; depth <= deepest; depth++)
        {
            for (var aside = 0; aside * step <= exit.Width / 2; aside++)
            {
                foreach (var side in aside == 0 ? [0.0] : new[] { aside * step, -aside * step })
                {
                    var place = exit.Middle + (exit.Inward * (first + (depth * step))) + (exit.Along * side);
                    if (floor.Contains(place, floor.PlayerRadius)
                        && floor.Blocking(place, floor.PlayerRadius + slack) is null
                        && exits.All(other => !(other.Stretch?.DistanceTo(place) < LeastFromExits)))
                    {
                        return place;
                    }
                }
            }
        }

        return null;
    }

    private void CheckEntrances()
    {
        foreach (var (_, room, at) in header.Entrances)
        {
            if (map.Complete && !_rooms.ContainsKey(room))
            {
                errors.Add(at, $"there is no room {Wording.Quoted(room)}{Nearest.Hint(room, _rooms.Keys)}");
            }
            else if (_rooms.TryGetValue(room, out var found))
            {
                CheckEnterable(found, at);
            }
        }
    }

    private RoomDraft? DefaultRoom()
    {
        if (!_rooms.TryGetValue(header.DefaultRoom, out var room) && header.DefaultRoom.Length > 0)
        {
            errors.Add(header.DefaultRoomAt, $"there is no room {Wording.Quoted(header.DefaultRoom)}{Hint(header.DefaultRoom)}");
        }

        if (room is not null)
        {
            CheckEnterable(room, header.DefaultRoomAt);
        }

        return room;
    }

    private void CheckEnterable(RoomDraft room, Place at)
    {
        if (room.Definition.Set is { } set)
        {
            errors.Add(at, $"nobody comes into the world in the room {Wording.Quoted(room.Definition.Id)} of {Wording.Quoted(set)}, which is only there when rules open it");
        }
    }

    /// <summary>What the author may have meant: a room that had this id before, or one with a similar id.</summary>
    private string Hint(string room) => header.FormerRooms.FirstOrDefault(former => former.Id == room) is { } former
        ? $"; it has moved to {Wording.Quoted(former.MovedTo)}"
        : Nearest.Hint(room, _rooms.Keys);

    /// <param name="starts">The default room, and the entries of instances.</param>
    private void CheckReach(IReadOnlyList<RoomDraft> starts)
    {
        var reached = starts.Select(static start => start.Definition.Id).ToHashSet();
        var next = new Queue<RoomDraft>(starts);
        while (next.TryDequeue(out var room))
        {
            foreach (var exit in room.Exits.Where(exit => reached.Add(exit.Exit.To)))
            {
                next.Enqueue(_rooms[exit.Exit.To]);
            }
        }

        foreach (var room in map.Rooms.Where(room => !reached.Contains(room.Definition.Id)))
        {
            var from = room.Definition.Set is { } set ? starts.First(start => start.Definition.Set == set).Definition.Id : header.DefaultRoom;
            errors.Add(room.At, $"nobody can walk from \"{from}\" to room \"{room.Definition.Id}\"");
        }
    }
}
