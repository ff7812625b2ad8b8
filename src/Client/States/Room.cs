namespace Actors.Client;

/// <summary>A room as it is built: a rectangle around 0, 0.</summary>
public sealed class Room
{
    internal Room(GameValue room)
    {
        (Id, Title, Description) = (room["id"].AsText(), room["title"].AsText(""), room["description"].AsText(""));
        (Zone, ZoneTitle) = (room["zone"].AsText(""), room["zoneTitle"].AsText(""));
        (Width, Height, Speed) = (room["width"].AsNumber(0), room["height"].AsNumber(0), room["speed"].AsNumber(0));
        (IsSafe, PlayerRadius) = (room["safe"].AsFlag(false), room["playerRadius"].AsNumber(0));
        Theme = room["theme"].AsOptionalText();
        Exits = new(Array.ConvertAll(room["exits"].Items.AsSpan().ToArray(), static exit => new Exit(
            exit["direction"].AsText(""), exit["to"].AsText(""), exit["title"].AsText(""), exit["x"].AsNumber(0), exit["y"].AsNumber(0), exit["width"].AsNumber(0))));
        Scenery = new(Array.ConvertAll(room["scenery"].Items.AsSpan().ToArray(), static thing => new Scenery(
            thing["kind"].AsText(""), thing["x"].AsNumber(0), thing["y"].AsNumber(0), thing["radius"].AsNumber(0), thing["width"].AsNumber(0), thing["height"].AsNumber(0))));
        Nodes = new(Array.ConvertAll(room["nodes"].Items.AsSpan().ToArray(), static node => new ResourceNode(
            node["resource"].AsText(""), node["x"].AsNumber(0), node["y"].AsNumber(0), node["radius"].AsNumber(0), node["onTouch"].AsFlag(false))));
    }

    /// <summary>As content calls it.</summary>
    public string Id { get; }

    /// <summary>What players read.</summary>
    public string Title { get; }

    /// <summary>What players read who look about.</summary>
    public string Description { get; }

    /// <summary>The id of its zone.</summary>
    public string Zone { get; }

    /// <summary>What players read of its zone.</summary>
    public string ZoneTitle { get; }

    /// <summary>World units from west to east.</summary>
    public double Width { get; }

    /// <summary>World units from north to south.</summary>
    public double Height { get; }

    /// <summary>How fast players walk in it, in world units a second.</summary>
    public double Speed { get; }

    /// <summary>Whether nobody is hurt in it.</summary>
    public bool IsSafe { get; }

    /// <summary>What the place looks like, by a name of the content's; null when it says nothing.</summary>
    public string? Theme { get; }

    /// <summary>How large players are, in world units.</summary>
    public double PlayerRadius { get; }

    /// <summary>Where one gets out of it.</summary>
    public StateList<Exit> Exits { get; }

    /// <summary>What is solid in it.</summary>
    public StateList<Scenery> Scenery { get; }

    /// <summary>What can be gathered in it. <see cref="RoomState.Nodes"/> has what is left of each.</summary>
    public StateList<ResourceNode> Nodes { get; }
}

/// <summary>An exit of a room.</summary>
/// <param name="Direction">What players type to go there.</param>
/// <param name="To">The id of the room behind it.</param>
/// <param name="Title">The title of that room.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Width">World units.</param>
public sealed record Exit(string Direction, string To, string Title, double X, double Y, double Width);

/// <summary>A solid thing in a room: round, or a rectangle around its middle.</summary>
/// <param name="Kind">What content calls its kind.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">World units; 0 of a rectangle.</param>
/// <param name="Width">World units; 0 of what is round.</param>
/// <param name="Height">World units; 0 of what is round.</param>
public sealed record Scenery(string Kind, double X, double Y, double Radius, double Width, double Height);

/// <summary>A place in a room where something is gathered.</summary>
/// <param name="Resource"><c>wood</c>, <c>stone</c>, <c>food</c> or <c>gold</c>.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">World units.</param>
/// <param name="OnTouch">Whether walking over it gathers it.</param>
public sealed record ResourceNode(string Resource, double X, double Y, double Radius, bool OnTouch);
