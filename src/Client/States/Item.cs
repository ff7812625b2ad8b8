using Actors.Client.States;

namespace Actors.Client;

/// <summary>An item that lies in the room of a state.</summary>
public sealed class Item
{
    internal Item(string id, string kind, string name) => (Id, Kind, Name) = (id, kind, name);

    /// <summary>Stays the same wherever the item goes.</summary>
    public string Id { get; }

    /// <summary>The name of its kind in the content.</summary>
    public string Kind { get; }

    /// <summary>The name that players see.</summary>
    public string Name { get; }

    /// <summary>World units to the east of the room's middle.</summary>
    public double X => XMilli / Units.Milli;

    /// <summary>World units to the south of the room's middle.</summary>
    public double Y => YMilli / Units.Milli;

    /// <summary>The components that the rules of the world show of it.</summary>
    public ComponentSet Components { get; internal set; } = ComponentSet.Empty;

    internal long XMilli { get; set; }

    internal long YMilli { get; set; }

    internal Item Copy() => (Item)MemberwiseClone();
}
