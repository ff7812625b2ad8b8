namespace Actors.Client;

/// <summary>The whole state of a room after a tick. It does not change: the next tick has another state, which shares what is the same.</summary>
public sealed class RoomState
{
    internal RoomState(string room) => Room = room;

    /// <summary>The id of the room.</summary>
    public string Room { get; }

    /// <summary>Increases from state to state.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The server's step that it shows.</summary>
    public long Tick { get; internal set; }

    /// <summary>All events of the room with a smaller number have been sent.</summary>
    public long NextEvent { get; internal set; }

    /// <summary>The server's milliseconds since 1970.</summary>
    public long ServerTime { get; internal set; }

    /// <summary>All players that are in sight, in the order of their ids.</summary>
    public StateList<Player> Players { get; internal set; }

    /// <summary>All creatures that are in sight, in the order of their ids.</summary>
    public StateList<Creature> Creatures { get; internal set; }

    /// <summary>All items that lie in sight.</summary>
    public StateList<Item> Items { get; internal set; }

    /// <summary>What is left at each of the room's nodes, in the order of <see cref="Actors.Client.Room.Nodes"/>.</summary>
    public StateList<int> Nodes { get; internal set; }

    /// <summary>All shots that fly in sight, in the order of their ids.</summary>
    public StateList<Projectile> Projectiles { get; internal set; }

    /// <summary>The components that the rules of the world show of the room itself.</summary>
    public ComponentSet Components { get; internal set; } = ComponentSet.Empty;

    /// <summary>The components that the rules of the world show of each of the room's nodes.</summary>
    public StateList<ComponentSet> NodeComponents { get; internal set; }

    /// <summary>The player with this id; null when it is not in sight.</summary>
    public Player? FindPlayer(long id) => Find(Players, id, static player => player.Id);

    /// <summary>The creature with this id; null when it is not in sight.</summary>
    public Creature? FindCreature(long id) => Find(Creatures, id, static creature => creature.Id);

    /// <summary>The shot with this id; null when it is not in sight.</summary>
    public Projectile? FindProjectile(long id) => Find(Projectiles, id, static shot => shot.Id);

    /// <summary>All three lists are in the order of their ids.</summary>
    private static T? Find<T>(StateList<T> things, long id, Func<T, long> idOf)
        where T : class
    {
        var (low, high) = (0, things.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var its = idOf(things[middle]);
            if (its == id)
                return things[middle];
            (low, high) = its < id ? (middle + 1, high) : (low, middle - 1);
        }
        return null;
    }
}
