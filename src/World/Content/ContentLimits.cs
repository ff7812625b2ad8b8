namespace Actors.World;

/// <summary>
/// What content may hold at most. Far above what a hand writes, low enough that loading stays quick and that one room
/// stays cheap to simulate and to send. Listed in docs/content.md.
/// </summary>
public static class ContentLimits
{
    public const int FileBytes = 1 << 20;

    public const int ZoneFiles = 256;

    /// <summary>Nodes of one file's YAML tree with every alias written out: the guard against nested aliases that multiply.</summary>
    public const int NodesPerFile = 200_000;

    public const int Depth = 16;

    /// <summary>Errors that are listed; the rest are counted.</summary>
    public const int Errors = 1_000;

    public const int Entrances = 32;

    public const int ItemKinds = 1_000;

    public const int CreatureKinds = 1_000;

    public const int RoomsPerZone = 512;

    public const int SceneryPerRoom = 500;

    public const int ResourcesPerRoom = 500;

    public const int ItemsPerRoom = 200;

    public const int CreaturesPerRoom = 100;

    public const int Aliases = 16;

    /// <summary>UTF-16 units, as for every text below.</summary>
    public const int IdLength = 40;

    public const int NameLength = 60;

    public const int TextLength = 500;

    public const int DescriptionLength = 2_000;
}
