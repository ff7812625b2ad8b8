using Actors.Client.States;

namespace Actors.Client;

/// <summary>A shot in flight.</summary>
public sealed class Projectile
{
    internal Projectile(long id, long owner) => (Id, Owner) = (id, owner);

    /// <summary>Its number in the room.</summary>
    public long Id { get; }

    /// <summary>The id of the player who shot.</summary>
    public long Owner { get; }

    /// <summary>World units to the east of the room's middle.</summary>
    public double X => XMilli / Units.Milli;

    /// <summary>World units to the south of the room's middle.</summary>
    public double Y => YMilli / Units.Milli;

    /// <summary>Its direction, in radians: 0 is east, pi/2 is south.</summary>
    public double Angle => AngleMilli / Units.Milli;

    internal long XMilli { get; set; }

    internal long YMilli { get; set; }

    internal long AngleMilli { get; set; }

    internal Point At => new(X, Y);

    internal Projectile Copy() => (Projectile)MemberwiseClone();
}
