namespace Actors.World;

/// <summary>Finds what a rule, or a player by a word, means in a room.</summary>
public sealed partial class RoomState
{
    private const int ExactId = 4;

    /// <summary>The player; null: it is not here.</summary>
    public Player? FindPlayer(PlayerId id)
    {
        Spend();
        return Find(id);
    }

    /// <summary>A player by name, ignoring case.</summary>
    public Player? FindPlayer(string name)
    {
        Spend();
        return _players.Find(player => string.Equals(player.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A living creature, by its kind's name, its kind's id or the last word of the name.</summary>
    public Creature? FindCreature(string what)
    {
        Spend();
        what = CommandLine.WithoutArticle(what);
        return _creatures.Find(creature => !creature.IsDead
            && (string.Equals(creature.Kind.Name, what, StringComparison.OrdinalIgnoreCase)
                || string.Equals(creature.Kind.Id, what, StringComparison.OrdinalIgnoreCase)
                || string.Equals(LastWord(creature.Kind.Name), what, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>An item on the ground: by id, by name, by an alias or by the last word of the name, in this order.</summary>
    public ItemRecord? FindItem(string what) => FindItem(what, Items);

    /// <summary>As <see cref="FindItem(string)"/>, but among the given items.</summary>
    public ItemRecord? FindItem(string what, IEnumerable<ItemRecord> among)
    {
        Spend();
        what = CommandLine.WithoutArticle(what);
        ItemRecord? found = null;
        var best = 0;
        foreach (var item in among)
        {
            var score = string.Equals(item.Id.Value, what, StringComparison.OrdinalIgnoreCase) ? ExactId : Match(KindOf(item), what);
            if (score > best)
                (found, best) = (item, score);
        }
        return found;
    }

    /// <summary>A kind of items by its name, its id, an alias or the last word of the name, in this order.</summary>
    public ItemKind? FindKind(string what, IEnumerable<ItemKind> among)
    {
        Spend();
        what = CommandLine.WithoutArticle(what);
        return among.Where(kind => Match(kind, what) > 0).MaxBy(kind => Match(kind, what));
    }

    /// <summary>The recent pickup of what a player means by a word; null: none, as far as the room remembers.</summary>
    public Pickup? FindPickup(string what)
    {
        what = CommandLine.WithoutArticle(what);
        foreach (var pickup in RecentPickups.Reverse())
        {
            if (World.ItemKinds.TryGetValue(pickup.Kind, out var kind)
                && (string.Equals(pickup.Item.Value, what, StringComparison.OrdinalIgnoreCase) || Match(kind, what) > 0))
            {
                return pickup;
            }
        }
        return null;
    }

    /// <summary>The exit in that direction, as <see cref="Directions.TryParse"/> gives it.</summary>
    public ExitDefinition? FindExit(string direction)
    {
        foreach (var exit in Definition.Exits)
        {
            if (exit.Direction == direction)
                return exit;
        }
        return null;
    }

    /// <summary>The nearest player who is alive and not on the way out; null when there is none.</summary>
    /// <param name="within">Units.</param>
    public Player? NearestPlayer(Vector at, double within)
    {
        Spend();
        var bodies = AllBodies.All;
        var (nearest, best) = (-1, within * within);
        for (var slot = 0; slot < bodies.Length; slot++)
        {
            ref readonly var body = ref bodies[slot];
            var distance = (body.Position - at).LengthSquared;
            if (!body.IsDead && !body.IsDeparting && distance <= best && (nearest < 0 || distance < best))
                (nearest, best) = (slot, distance);
        }
        return nearest < 0 ? null : _players[nearest];
    }

    /// <summary>The next place to walk straight to, on a path around solid things; the goal itself when the way is clear or there is no path.</summary>
    public Vector NextWaypoint(Vector from, Vector to)
    {
        Spend();
        return Terrain.NextWaypoint(from, to);
    }

    /// <summary>Whether a player who stands there may touch a node that is gathered by touch. False: certainly not.</summary>
    public bool MayTouch(Vector at) => Terrain.MayTouch(at);

    /// <summary>The room as a text player reads it.</summary>
    public RoomDescription Describe() => new(
        Id,
        Definition.Title,
        Definition.Description,
        [.. Definition.Exits.Select(static exit => exit.Direction)],
        [.. _players.Select(static player => player.Name)],
        [.. _items.Select(item => KindOf(item).Name)],
        [.. _creatures.Where(static creature => !creature.IsDead).Select(static creature => creature.Kind.Name)]);

    private static int Match(ItemKind kind, string what)
    {
        if (string.Equals(kind.Name, what, StringComparison.OrdinalIgnoreCase) || string.Equals(kind.Id, what, StringComparison.OrdinalIgnoreCase))
            return 3;
        if (kind.Aliases.Contains(what, StringComparer.OrdinalIgnoreCase))
            return 2;
        return string.Equals(LastWord(kind.Name), what, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
    }

    private static string LastWord(string name) => name[(name.LastIndexOf(' ') + 1)..];
}
