using Actors.World;

namespace Actors.TestKit;

/// <summary>One word for each thing that a test puts into a room.</summary>
public static class RoomExtensions
{
    /// <summary>Adds an item of a kind, which lies there at first.</summary>
    public static RoomDefinition WithItem(this RoomDefinition room, string kind, double x, double y) =>
        room with { Items = [.. room.Items, new PlacedItem(kind, new Vector(x, y))] };

    /// <summary>Adds a creature of a kind, which lives there.</summary>
    public static RoomDefinition WithCreature(this RoomDefinition room, string kind, double x, double y) =>
        room with { Creatures = [.. room.Creatures, new PlacedCreature(kind, new Vector(x, y))] };

    /// <summary>Adds a node that yields a resource so many times, and is full again after so many ticks.</summary>
    public static RoomDefinition WithNode(
        this RoomDefinition room, Resource resource, double x, double y, int amount = 1, int respawnTicks = 600, bool onTouch = true) =>
        room with
        {
            Nodes =
            [
                .. room.Nodes,
                new NodeDefinition { Resource = resource, At = new Vector(x, y), Amount = amount, RespawnTicks = respawnTicks, OnTouch = onTouch },
            ],
        };

    /// <summary>Adds a solid circle; lengths in units.</summary>
    public static RoomDefinition WithRock(this RoomDefinition room, double x, double y, double radius) =>
        room with { Scenery = [.. room.Scenery, new SceneryDefinition { Kind = "rock", At = new Vector(x, y), Radius = radius, Description = "A grey rock." }] };

    /// <summary>Adds a solid rectangle with its centre there; lengths in units.</summary>
    public static RoomDefinition WithWall(this RoomDefinition room, double x, double y, double width, double height) =>
        room with { Scenery = [.. room.Scenery, new SceneryDefinition { Kind = "wall", At = new Vector(x, y), Width = width, Height = height }] };
}
