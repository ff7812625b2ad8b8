namespace Actors.World;

/// <summary>
/// The limits of content. They are far above what people write by hand, and low enough that loading stays quick and that a room
/// stays cheap to simulate and to send. Listed in docs/content.md.
/// </summary>
public static class ContentLimits
{
    /// <summary>Length of one file; in bytes if it is ASCII.</summary>
    public const int FileBytes = 1 << 20;

    /// <summary>Files in <c>zones/</c>.</summary>
    public const int ZoneFiles = 256;

    /// <summary>Nodes of one file's YAML tree with every alias expanded, as a guard against nested aliases that multiply.</summary>
    public const int NodesPerFile = 200_000;

    /// <summary>Levels of nesting in a YAML file.</summary>
    public const int Depth = 16;

    /// <summary>Errors that are listed; the rest are counted.</summary>
    public const int Errors = 1_000;

    /// <summary>Kinds of clients that have their own entrance.</summary>
    public const int Entrances = 32;

    /// <summary>Item kinds of the world.</summary>
    public const int ItemKinds = 1_000;

    /// <summary>Creature kinds of the world.</summary>
    public const int CreatureKinds = 1_000;

    /// <summary>Rooms of a zone.</summary>
    public const int RoomsPerZone = 512;

    /// <summary>Former ids of rooms, over all zones.</summary>
    public const int FormerRooms = 10_000;

    /// <summary>Rooms of an instance.</summary>
    public const int RoomsPerInstance = 32;

    /// <summary>Solid things in a room.</summary>
    public const int SceneryPerRoom = 500;

    /// <summary>Resource nodes in a room.</summary>
    public const int ResourcesPerRoom = 500;

    /// <summary>Items that content puts into a room.</summary>
    public const int ItemsPerRoom = 200;

    /// <summary>Creatures of a room.</summary>
    public const int CreaturesPerRoom = 100;

    /// <summary>Further words for one item kind.</summary>
    public const int Aliases = 16;

    /// <summary>Length of an id in UTF-16 units, as for every text below.</summary>
    public const int IdLength = 40;

    /// <summary>Names of kinds, titles of rooms and zones.</summary>
    public const int NameLength = 60;

    /// <summary>Texts of one sentence or two.</summary>
    public const int TextLength = 500;

    /// <summary>Descriptions of rooms, zones, items and creatures.</summary>
    public const int DescriptionLength = 2_000;
}
