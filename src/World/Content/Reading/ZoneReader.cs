namespace Actors.World;

/// <summary>All zones and rooms, each read separately and not yet linked.</summary>
/// <param name="Zones">In the order of the files.</param>
/// <param name="Rooms">In the order of the files.</param>
/// <param name="Complete">False when some file or room could not be read, so that a name may be missing for that reason alone.</param>
internal sealed record WorldMap(IReadOnlyList<ZoneDefinition> Zones, IReadOnlyList<RoomDraft> Rooms, bool Complete);

/// <summary>Reads the zone files. Ids of zones and of rooms must be unique in the whole world.</summary>
internal sealed class ZoneReader(WorldHeader? header, RuleSet rules, ContentErrors errors)
{
    private readonly RoomReader _rooms = new(header, new RuleReader(rules, errors), errors);
    private readonly Dictionary<string, Place> _zonePlaces = [];
    private readonly Dictionary<string, Place> _roomPlaces = [];
    private readonly List<ZoneDefinition> _zones = [];
    private readonly List<RoomDraft> _drafts = [];
    private bool _complete = true;

    public WorldMap ReadAll(IEnumerable<ContentNode?> files)
    {
        foreach (var file in files)
        {
            if (file is not null && MapReader.Open(file, "a zone", file.At, errors) is { } map)
            {
                Read(map);
            }
            else
            {
                _complete = false;
            }
        }

        return new WorldMap(_zones, _drafts, _complete);
    }

    private void Read(MapReader map)
    {
        var id = map.Id("id");
        if (id.Length > 0 && map.Find("id") is { } node)
        {
            Unique(_zonePlaces, "zone", id, node.At);
        }

        var zone = new ZoneDefinition(
            new ZoneId(id),
            map.Line("title"),
            map.Text("description", ContentLimits.DescriptionLength));
        var theme = map.IdOrNull("theme");
        var rooms = new List<string>();
        _complete &= map.Require("rooms") is MapNode;
        foreach (var (room, at, value) in map.Entries("rooms", ContentLimits.RoomsPerZone))
        {
            if (Values.TryId(room, at, "rooms", errors)
                && Unique(_roomPlaces, "room", room, at)
                && MapReader.Open(value, $"room \"{room}\"", at, errors) is { } reader)
            {
                _drafts.Add(_rooms.Read(room, zone.Id, theme, at, reader));
                rooms.Add(room);
            }
            else
            {
                _complete = false;
            }
        }

        _zones.Add(zone with { Rooms = rooms });
        map.Finish();
    }

    private bool Unique(Dictionary<string, Place> places, string noun, string id, Place at)
    {
        if (places.TryAdd(id, at))
        {
            return true;
        }

        errors.Add(at, $"there is a {noun} \"{id}\" already, at {places[id]}");
        return false;
    }
}
