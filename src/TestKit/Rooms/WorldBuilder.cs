using System.Collections.Frozen;
using Actors.Rules;
using Actors.World;

namespace Actors.TestKit;

/// <summary>Makes a small world in code. Rooms are in one zone unless another is begun; the first one is the default room.</summary>
public sealed class WorldBuilder
{
    private readonly List<ZoneDefinition> _zones = [new(new ZoneId("test"), "Test", "Made for a test.")];
    private readonly Dictionary<string, string> _formerRooms = [];
    private readonly List<RoomDefinition> _rooms = [];
    private readonly Dictionary<string, ItemKind> _items = [];
    private readonly Dictionary<string, CreatureKind> _creatures = [];
    private WorldRules _rules = new();
    private RuleSet _ruleSet = BuiltInRules.All;

    /// <summary>Changes the numbers that hold in the whole world: <c>rules => rules with { Reach = 3 }</c>.</summary>
    public WorldBuilder Rules(Func<WorldRules, WorldRules> change)
    {
        _rules = change(_rules);
        return this;
    }

    /// <summary>Uses these rules instead of those that come with the server.</summary>
    public WorldBuilder WithRules(RuleSet rules)
    {
        _ruleSet = rules;
        return this;
    }

    /// <summary>A kind of item; its id is its name unless <paramref name="change"/> says more.</summary>
    public WorldBuilder ItemKind(string id, Func<ItemKind, ItemKind>? change = null)
    {
        var kind = new ItemKind { Id = id, Name = id, Description = $"It is a {id}." };
        _items[id] = change?.Invoke(kind) ?? kind;
        return this;
    }

    /// <summary>A kind of creature; it stands still and harms nobody unless <paramref name="change"/> says more.</summary>
    public WorldBuilder CreatureKind(string id, Func<CreatureKind, CreatureKind>? change = null)
    {
        var kind = new CreatureKind { Id = id, Name = id, Description = $"It is a {id}.", WanderRadius = 0 };
        _creatures[id] = change?.Invoke(kind) ?? kind;
        return this;
    }

    /// <summary>Puts the rooms that follow into another zone.</summary>
    public WorldBuilder Zone(string id)
    {
        _zones.Add(new ZoneDefinition(new ZoneId(id), id, "Made for a test."));
        return this;
    }

    /// <summary>Gives a room a former id in content.</summary>
    public WorldBuilder FormerRoom(string id, string movedTo)
    {
        _formerRooms[id] = movedTo;
        return this;
    }

    /// <summary>An empty room of 20 by 20 units, unless <paramref name="change"/> says more.</summary>
    public WorldBuilder Room(string id, Func<RoomDefinition, RoomDefinition>? change = null)
    {
        var room = new RoomDefinition { Id = id, Zone = _zones[^1].Id, Title = id, Description = $"You are in {id}.", Width = 20, Height = 20, Seed = 1 };
        _rooms.Add(change?.Invoke(room) ?? room);
        return this;
    }

    /// <summary>A way from one room to another, and the way back.</summary>
    public WorldBuilder Exit(string from, string direction, string to)
    {
        var (here, there) = (IndexOf(from), IndexOf(to));
        var back = ExitSides.Opposite(direction);
        var (outward, homeward) = (ExitSides.Place(_rooms[here], direction), ExitSides.Place(_rooms[there], back));
        AddExit(here, new ExitDefinition { Direction = direction, To = to, At = outward, Arrival = ExitSides.Before(homeward) });
        AddExit(there, new ExitDefinition { Direction = back, To = from, At = homeward, Arrival = ExitSides.Before(outward) });
        return this;
    }

    /// <summary>The world so far. It is not validated as content from files is.</summary>
    public WorldDefinition Build() => new()
    {
        Name = "Test",
        DefaultRoom = _rooms[0].Id,
        Rooms = _rooms.ToFrozenDictionary(static room => room.Id),
        Zones = _zones.Select(zone => zone with { Rooms = [.. _rooms.Where(room => room.Zone == zone.Id).Select(static room => room.Id)] }).ToFrozenDictionary(static zone => zone.Id.Value),
        FormerRooms = _formerRooms.ToFrozenDictionary(),
        ItemKinds = _items.ToFrozenDictionary(),
        CreatureKinds = _creatures.ToFrozenDictionary(),
        Rules = _rules,
        RuleSet = _ruleSet,
    };

    private int IndexOf(string room) =>
        _rooms.FindIndex(candidate => candidate.Id == room) is var at && at >= 0
            ? at
            : throw new ArgumentException($"There is no room {room} yet: add it before its exits.", nameof(room));

    private void AddExit(int room, ExitDefinition exit) => _rooms[room] = _rooms[room] with { Exits = [.. _rooms[room].Exits, exit] };
}
