namespace Actors.Client;

/// <summary>What a player sees when it looks around in a room.</summary>
public sealed class RoomDescription
{
    internal RoomDescription(GameValue room) => (Id, Title, Description, Exits, Players, Items, Creatures) =
        (room["id"].AsText(), room["title"].AsText(""), room["description"].AsText(""), Texts(room["exits"]), Texts(room["players"]), Texts(room["items"]), Texts(room["creatures"]));

    /// <summary>Its name in the content.</summary>
    public string Id { get; }

    /// <summary>The title that players see.</summary>
    public string Title { get; }

    /// <summary>The description that players see.</summary>
    public string Description { get; }

    /// <summary>Directions of the exits.</summary>
    public IReadOnlyList<string> Exits { get; }

    /// <summary>Names of players.</summary>
    public IReadOnlyList<string> Players { get; }

    /// <summary>Names of items.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>Names of creatures.</summary>
    public IReadOnlyList<string> Creatures { get; }

    private static string[] Texts(GameValue list) => [.. list.Items.Select(static text => text.AsText(""))];
}

/// <summary>What a player has.</summary>
public sealed class Inventory
{
    internal Inventory(GameValue inventory)
    {
        int Number(string name) => (int)inventory[name].AsInteger(0);
        Items = [.. inventory["items"].Items.Select(static item => new HeldItem(item["id"].AsText(), item["kind"].AsText(""), item["name"].AsText("")))];
        Resources = new Resources(Number("wood"), Number("stone"), Number("food"), Number("gold"));
        (Score, Health, MaxHealth) = (Number("score"), Number("health"), Number("maxHealth"));
    }

    /// <summary>The items that it carries.</summary>
    public IReadOnlyList<HeldItem> Items { get; }

    /// <summary>The resources that it has gathered.</summary>
    public Resources Resources { get; }

    /// <summary>Its points.</summary>
    public int Score { get; }

    /// <summary>0: dead.</summary>
    public int Health { get; }

    /// <summary>Its full health.</summary>
    public int MaxHealth { get; }
}

/// <summary>An item that a player carries.</summary>
/// <param name="Id">Stays the same wherever the item goes.</param>
/// <param name="Kind">The name of its kind in the content.</param>
/// <param name="Name">The name that players see.</param>
public sealed record HeldItem(string Id, string Kind, string Name);

/// <summary>A player in the world, and where it is.</summary>
/// <param name="Id">The id of the player.</param>
/// <param name="Name">Its name.</param>
/// <param name="Room">The id of the room that it is in.</param>
public sealed record PlayerPresence(long Id, string Name, string Room);

/// <summary>A room that the world's rules have opened, for a match or a party, and that may be joined.</summary>
public sealed class OpenRoom
{
    internal OpenRoom(GameValue room)
    {
        (Id, Set, Title) = (room["id"].AsText(), room["set"].AsText(""), room["title"].AsText(""));
        (Players, Capacity) = ((int)room["players"].AsInteger(0), (int)room["capacity"].AsInteger(0));
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in room["shown"].Entries)
            shown[name] = text.AsText("");
        Shown = shown;
    }

    /// <summary>What <see cref="GameClient.JoinAsync"/> takes.</summary>
    public string Id { get; }

    /// <summary>The name of such rooms in the content.</summary>
    public string Set { get; }

    /// <summary>The title that players see.</summary>
    public string Title { get; }

    /// <summary>How many players are in it.</summary>
    public int Players { get; }

    /// <summary>How many players it takes.</summary>
    public int Capacity { get; }

    /// <summary>What its rules show about it.</summary>
    public IReadOnlyDictionary<string, string> Shown { get; }
}
