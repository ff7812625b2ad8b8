using Actors.TestKit;
using Actors.World;

namespace Actors.Client.Tests.Recordings;

/// <summary>A room with something of everything: walls and pillars to slide along, beasts that fight back, things to take and to gather.</summary>
internal static class RecordedWorld
{
    public const string Room = "field";

    public static WorldDefinition Build() => new WorldBuilder()
        .ItemKind("lamp").ItemKind("hat")
        .CreatureKind("rat", static rat => rat with { WanderRadius = 6, RespawnTicks = 100 })
        .CreatureKind("wolf", static wolf => wolf with { WanderRadius = 8, FightsBack = true, Damage = 20, MaxHealth = 40, RespawnTicks = 200, Drops = "hat" })
        .Room(Room, static room => room with
        {
            Width = 60,
            Height = 60,
            Scenery =
            [
                new SceneryDefinition { Kind = "pillar", At = new Vector(4, 1), Radius = 1.5 },
                new SceneryDefinition { Kind = "pillar", At = new Vector(-6, -5), Radius = 2 },
                new SceneryDefinition { Kind = "wall", At = new Vector(0, 8), Width = 14, Height = 1 },
                new SceneryDefinition { Kind = "wall", At = new Vector(-9, 4), Width = 1, Height = 9 },
                new SceneryDefinition { Kind = "house", At = new Vector(12, -8), Width = 6, Height = 5 },
            ],
            Nodes =
            [
                new NodeDefinition { Resource = Resource.Food, At = new Vector(2, -4), Amount = 3, RespawnTicks = 60 },
                new NodeDefinition { Resource = Resource.Wood, At = new Vector(-3, 3), Amount = 5, RespawnTicks = 90 },
            ],
            Items = [new PlacedItem("lamp", new Vector(1, 1)), new PlacedItem("hat", new Vector(-2, -2)), new PlacedItem("lamp", new Vector(15, 15))],
            Creatures =
            [
                new PlacedCreature("rat", new Vector(6, 6)), new PlacedCreature("rat", new Vector(-12, 12)), new PlacedCreature("wolf", new Vector(-5, -12)),
                    new PlacedCreature("wolf", new Vector(18, 2)),
            ],
        })
        .Build();
}
