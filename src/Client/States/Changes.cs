namespace Actors.Client.States;

/// <summary>The changes of a room or a cell; with names in JSON, with numbers in MessagePack.</summary>
internal readonly struct Changes(GameValue message)
{
    private static readonly string[] Holders = ["room", "players", "creatures", "nodes", "items"];

    public GameValue Hash => Of("hash", "0");

    public GameValue Players => Of("players", "1");

    public GameValue NewPlayers => Of("newPlayers", "2");

    public GameValue GonePlayers => Of("gonePlayers", "3");

    public GameValue Creatures => Of("creatures", "4");

    public GameValue NewCreatures => Of("newCreatures", "5");

    public GameValue GoneCreatures => Of("goneCreatures", "6");

    public GameValue NewItems => Of("newItems", "7");

    public GameValue GoneItems => Of("goneItems", "8");

    public GameValue Nodes => Of("nodes", "9");

    public GameValue Projectiles => Of("projectiles", "10");

    public GameValue NewProjectiles => Of("newProjectiles", "11");

    public GameValue GoneProjectiles => Of("goneProjectiles", "12");

    public GameValue Components => Of("components", "13");

    /// <summary>The components of one kind of thing.</summary>
    public static GameValue Held(GameValue components, string holder) =>
        components[holder] is { IsNull: false } named ? named : components[Array.IndexOf(Holders, holder) switch { 0 => "0", 1 => "1", 2 => "2", 3 => "3", _ => "4" }];

    private GameValue Of(string name, string code) => message[name] is { IsNull: false } named ? named : message[code];
}
