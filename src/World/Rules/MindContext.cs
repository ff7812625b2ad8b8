namespace Actors.World;

/// <summary>What a mind works on: a room, and the creature in it that thinks.</summary>
public readonly record struct MindContext(RoomState Room, Creature Creature)
{
    private const double RestProbability = 0.4;

    /// <summary>
    /// Schedules the next thought after so many ticks, at least one; the last call counts. Without a call, the mind thinks again only when something happens to the
    /// creature.
    /// </summary>
    public void ThinkAgainIn(int ticks) => Creature.NextThoughtTick = Room.Tick + Math.Max(1, ticks);

    /// <summary>The nearest player who is alive and not on the way out.</summary>
    /// <param name="within">Units.</param>
    public Player? NearestPlayer(double within) => Room.NearestPlayer(Creature.Position, within);

    /// <summary>Walks straight towards a place, sliding along obstacles, until told otherwise.</summary>
    public void GoTowards(Vector at) => Creature.Direction = (at - Creature.Position).Normalized();

    /// <summary>Walks away from a place.</summary>
    public void Flee(Vector from)
    {
        var away = Creature.Position - from;
        Creature.Direction = away == Vector.Zero ? Vector.FromAngle(Room.Random.NextDouble() * 2 * Math.PI) : away.Normalized();
    }

    /// <summary>Takes one step of a path around solid things. Call it again in each thought: the path is searched anew. Walks straight if there is no path.</summary>
    /// <returns>Whether the creature has arrived, within the length of a step.</returns>
    public bool Walk(Vector to)
    {
        var stride = Creature.Kind.Speed * Room.Rules.TickSeconds;
        if ((to - Creature.Position).Length <= stride)
        {
            Creature.Direction = Vector.Zero;
            return true;
        }
        GoTowards(Room.NextWaypoint(Creature.Position, to));
        return false;
    }

    /// <summary>Stands still.</summary>
    public void Stop() => Creature.Direction = Vector.Zero;

    /// <summary>Stands, or walks in a random direction; walks back when it is further than the radius from its home.</summary>
    /// <param name="radius">Units.</param>
    public void Wander(double radius)
    {
        var home = Creature.Home - Creature.Position;
        if (home.Length > radius)
            Creature.Direction = home.Normalized();
        else if (Room.Random.NextDouble() < RestProbability)
            Creature.Direction = Vector.Zero;
        else
            Creature.Direction = Vector.FromAngle(Room.Random.NextDouble() * 2 * Math.PI);
    }
}
