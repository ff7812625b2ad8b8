namespace Actors.Client;

/// <summary>The layout of a room: a rectangle around 0, 0.</summary>
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

    /// <summary>Its name in the content.</summary>
    public string Id { get; }

    /// <summary>The title that players see.</summary>
    public string Title { get; }

    /// <summary>The description that players see when they look around.</summary>
    public string Description { get; }

    /// <summary>The id of its zone.</summary>
    public string Zone { get; }

    /// <summary>The title of its zone that players see.</summary>
    public string ZoneTitle { get; }

    /// <summary>World units from west to east.</summary>
    public double Width { get; }

    /// <summary>World units from north to south.</summary>
    public double Height { get; }

    /// <summary>How fast players walk in it, in world units a second.</summary>
    public double Speed { get; }

    /// <summary>Whether nobody can be hurt in it.</summary>
    public bool IsSafe { get; }

    /// <summary>What the place looks like: a name from the content; null if the content has none.</summary>
    public string? Theme { get; }

    /// <summary>How large players are, in world units.</summary>
    public double PlayerRadius { get; }

    /// <summary>The exits of the room.</summary>
    public StateList<Exit> Exits { get; }

    /// <summary>The solid things in it.</summary>
    public StateList<Scenery> Scenery { get; }

    /// <summary>The resource nodes in it. <see cref="RoomState.Nodes"/> has what is left of each.</summary>
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
/// <param name="Kind">The name of its kind in the content.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">World units; 0 for a rectangle.</param>
/// <param name="Width">World units; 0 for a round thing.</param>
/// <param name="Height">World units; 0 for a round thing.</param>
public sealed record Scenery(string Kind, double X, double Y, double Radius, double Width, double Height);

/// <summary>A place in a room where something is gathered.</summary>
/// <param name="Resource"><c>wood</c>, <c>stone</c>, <c>food</c> or <c>gold</c>.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">World units.</param>
/// <param name="OnTouch">Whether walking over it gathers it.</param>
public sealed record ResourceNode(string Resource, double X, double Y, double Radius, bool OnTouch);
