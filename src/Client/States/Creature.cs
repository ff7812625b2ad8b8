using Actors.Client.States;

namespace Actors.Client;

/// <summary>A creature of a state.</summary>
public sealed class Creature
{
    internal Creature(long id, string kind, string name) => (Id, Kind, Name) = (id, kind, name);

    /// <summary>Its number in the room.</summary>
    public long Id { get; }

    /// <summary>The name of its kind in the content.</summary>
    public string Kind { get; }

    /// <summary>The name that players see.</summary>
    public string Name { get; }

    /// <summary>World units to the east of the room's middle.</summary>
    public double X => XMilli / Units.Milli;

    /// <summary>World units to the south of the room's middle.</summary>
    public double Y => YMilli / Units.Milli;

    /// <summary>Radians: 0 is east, pi/2 is south.</summary>
    public double Facing => FacingMilli / Units.Milli;

    /// <summary>0: dead.</summary>
    public int Health { get; internal set; }

    /// <summary>Its full health.</summary>
    public int MaxHealth { get; internal set; }

    /// <summary>The components that the rules of the world show of it.</summary>
    public ComponentSet Components { get; internal set; } = ComponentSet.Empty;

    internal long XMilli { get; set; }

    internal long YMilli { get; set; }

    internal long FacingMilli { get; set; }

    internal Point At => new(X, Y);

    internal Creature Copy() => (Creature)MemberwiseClone();
}
