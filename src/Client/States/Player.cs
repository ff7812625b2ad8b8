using Actors.Client.States;

namespace Actors.Client;

/// <summary>A player of a state.</summary>
public sealed class Player
{
    internal Player(long id, string name) => (Id, Name) = (id, name);

    /// <summary>Stays the same, unlike the name.</summary>
    public long Id { get; }

    /// <summary>Its current name.</summary>
    public string Name { get; }

    /// <summary>World units to the east of the room's middle.</summary>
    public double X => XMicro / Units.Micro;

    /// <summary>World units to the south of the room's middle.</summary>
    public double Y => YMicro / Units.Micro;

    /// <summary>World units a second to the east.</summary>
    public double VelocityX => VelocityXMilli / Units.Milli;

    /// <summary>World units a second to the south.</summary>
    public double VelocityY => VelocityYMilli / Units.Milli;

    /// <summary>Radians: 0 is east, pi/2 is south.</summary>
    public double Facing => FacingMilli / Units.Milli;

    /// <summary>0: dead.</summary>
    public int Health { get; internal set; }

    /// <summary>Its full health.</summary>
    public int MaxHealth { get; internal set; }

    /// <summary>Its points.</summary>
    public int Score { get; internal set; }

    /// <summary>The resources that it has gathered.</summary>
    public Resources Resources { get; internal set; }

    /// <summary>The number of its newest input that the server has processed.</summary>
    public long LastInput { get; internal set; }

    /// <summary>The components that the rules of the world show of it.</summary>
    public ComponentSet Components { get; internal set; } = ComponentSet.Empty;

    internal long XMicro { get; set; }

    internal long YMicro { get; set; }

    internal long VelocityXMilli { get; set; }

    internal long VelocityYMilli { get; set; }

    internal long FacingMilli { get; set; }

    internal Point At => new(X, Y);

    internal Player Copy() => (Player)MemberwiseClone();
}
