using System.Collections.Frozen;

namespace Actors.World;

/// <summary>
/// Reads a world from its YAML files (docs/content.md). It is strict, because a typing error in content would otherwise show as a
/// room that is subtly wrong. An unknown key, a number out of range or an exit to nowhere is an error. All errors
/// are found in one pass, and a world with errors does not load.
/// </summary>
/// <remarks>
/// The steps are in the order of trust: bytes to text, text to a bounded tree that remembers lines, trees to definitions
/// room by room, and at last what spans rooms: exits, and that every room can be reached.
/// </remarks>
public static class ContentLoader
{
    internal const string WorldFile = "world.yaml";
    internal const string ZoneFolder = "zones/";

    /// <summary>Reads <c>world.yaml</c> and <c>zones/*.yaml</c> of a directory. Never throws because of what it finds there.</summary>
    /// <param name="rules">The rules whose names content may use: minds, behaviours, components.</param>
    public static ContentResult Load(string directory, RuleSet rules)
    {
        var root = Root(directory);
        var errors = new ContentErrors();
        var files = ContentDirectory.Read(directory, root, errors);
        return files.Count == 0 && errors.Any ? new ContentResult(errors.Listed(root), errors.Warnings) : Read(files, rules, root, errors);
    }

    /// <summary>Reads a world from texts in memory.</summary>
    /// <param name="files">Named as they would be in a directory.</param>
    /// <param name="rules">The rules whose names content may use: minds, behaviours, components.</param>
    /// <param name="root">The prefix of file names in errors.</param>
    public static ContentResult Read(IEnumerable<ContentFile> files, RuleSet rules, string root = "content") =>
        Read([.. files], rules, Root(root), new ContentErrors());

    private static ContentResult Read(List<ContentFile> found, RuleSet rules, string root, ContentErrors errors)
    {
        var files = found.ConvertAll(file => file with { Text = Normalised(file.Text) });
        var worldFile = files.Find(file => file.Name == WorldFile);
        var zoneFiles = files.FindAll(file => file.Name.StartsWith(ZoneFolder, StringComparison.Ordinal));
        if (worldFile is null)
        {
            errors.AddWhole($"{root}/{WorldFile}", "there is no such file; it names the world, its default room and its kinds of items and creatures");
        }

        if (zoneFiles.Count is 0 or > ContentLimits.ZoneFiles)
        {
            errors.AddWhole($"{root}/{ZoneFolder}", $"must hold from 1 to {ContentLimits.ZoneFiles} zones (*.yaml), not {zoneFiles.Count}");
            zoneFiles.Clear();
        }

        var header = worldFile is null ? null : WorldReader.Read(Tree(worldFile), rules, errors);
        var map = new ZoneReader(header, rules, errors).ReadAll(zoneFiles.Select(Tree));
        if (header is null || zoneFiles.Count == 0)
        {
            return new ContentResult(errors.Listed(root), errors.Warnings);
        }

        var rooms = new RoomLinker(map, header, errors).Link();
        var former = new FormerRoomLinker(header.FormerRooms, [.. rooms.Select(room => room.Id)], map.Complete, errors).Link();
        return errors.Any ? new ContentResult(errors.Listed(root), errors.Warnings) : new ContentResult(new WorldDefinition
        {
            Name = header.Name,
            RuleSet = rules,
            DefaultRoom = header.DefaultRoom,
            Entrances = header.Entrances.ToFrozenDictionary(entrance => entrance.Clients, entrance => entrance.Room),
            Rules = header.Rules,
            Rooms = rooms.ToFrozenDictionary(room => room.Id),
            Zones = map.Zones.ToFrozenDictionary(zone => zone.Id.Value),
            ItemKinds = header.Items.ToFrozenDictionary(),
            CreatureKinds = header.Creatures.ToFrozenDictionary(),
            FormerRooms = former.ToFrozenDictionary(),
            ContentHash = ContentHash.Of(files),
        }, errors.Warnings);

        ContentNode? Tree(ContentFile file) => TreeParser.Parse($"{root}/{file.Name}", file.Text, errors);
    }

    /// <summary>Removes the byte order mark and normalizes line ends, because files come from all kinds of editors.</summary>
    private static string Normalised(string text) =>
        text.TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private static string Root(string directory) =>
        directory.Replace('\\', '/').TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : directory;
}
