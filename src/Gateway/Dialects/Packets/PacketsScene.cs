using Actors.World;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>
/// The scenery of a room, as these clients know it: discs with a type. The longer side of a rectangle becomes a row of them. Ids are
/// negative, so that none is ever a player's, and different in every room, so that a late message of one room means nothing in another.
/// </summary>
internal sealed class PacketsScene
{
    /// <summary>Scenery that gives nothing; the resources are numbered below it.</summary>
    private const int SolidType = 4;

    /// <summary>More than content may put into one room: <see cref="ContentLimits.SceneryPerRoom"/> rectangles and <see cref="ContentLimits.ResourcesPerRoom"/> nodes.</summary>
    private const int IdsPerRoom = 10_000;

    private const int MaxDiscs = 16;

    private readonly int _firstId;
    private readonly Projection _projection;

    /// <param name="number">The room's own number, from 0.</param>
    public PacketsScene(RoomDefinition room, Projection projection, int number)
    {
        _firstId = -1 - (number * IdsPerRoom);
        _projection = projection;
        Solid = [.. room.Scenery.SelectMany(Discs).Select((disc, i) => ThingAt(_firstId - i, disc.At, disc.Radius, SolidType))];
        Nodes = [.. room.Nodes.Select((node, i) => ThingAt(_firstId - Solid.Length - i, node.At, node.Radius, TypeOf(node.Resource)))];
    }

    public Thing[] Solid { get; }

    /// <summary>In the order of the room's definition.</summary>
    public Thing[] Nodes { get; }

    /// <param name="Scale">The radius, in the dialect's units.</param>
    internal readonly record struct Thing(int Id, double X, double Y, double Scale, int Type);

    private static int TypeOf(Resource resource) => resource switch
    {
        Resource.Wood => 0,
        Resource.Food => 1,
        Resource.Stone => 2,
        _ => 3,
    };

    private static IEnumerable<(Vector At, double Radius)> Discs(SceneryDefinition thing)
    {
        if (thing.Radius > 0)
            return [(thing.At, thing.Radius)];
        var (length, breadth) = (Math.Max(thing.Width, thing.Height), Math.Min(thing.Width, thing.Height));
        var count = Math.Clamp((int)Math.Ceiling(length / Math.Max(breadth, length / MaxDiscs)), 1, MaxDiscs);
        var along = thing.Width >= thing.Height ? new Vector(1, 0) : new Vector(0, 1);
        return Enumerable.Range(0, count).Select(i => (thing.At + (along * (length * (((i + 0.5) / count) - 0.5))), Math.Max(breadth, length / count) / 2));
    }

    private Thing ThingAt(int id, Vector at, double radius, int type)
    {
        var (x, y) = _projection.ToDialect(at);
        return new Thing(id, x, y, _projection.LengthToDialect(radius), type);
    }
}
