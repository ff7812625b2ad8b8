using System.Text;

namespace Actors.World;

/// <summary>
/// Reads the files of a content directory into memory: <c>world.yaml</c> and <c>zones/*.yaml</c>. An unreadable file
/// is an error like any other. This is the only place in the project that touches a disk.
/// </summary>
internal static class ContentDirectory
{
    private const string Ending = ".yaml";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static List<ContentFile> Read(string directory, string root, ContentErrors errors)
    {
        var files = new List<ContentFile>();
        if (!Directory.Exists(directory))
        {
            errors.AddWhole(root, "there is no such directory; it must hold world.yaml and zones/*.yaml");
            return files;
        }

        try
        {
            foreach (var name in Names(directory, root, errors))
            {
                if (ReadFile(directory, root, name, errors) is { } file)
                {
                    files.Add(file);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.AddWhole(root, $"cannot be listed: {exception.Message}");
        }

        return files;
    }

    private static List<string> Names(string directory, string root, ContentErrors errors)
    {
        var names = new List<string>();
        if (File.Exists(Path.Combine(directory, ContentLoader.WorldFile)))
        {
            names.Add(ContentLoader.WorldFile);
        }

        var zones = Path.Combine(directory, "zones");
        var found = Directory.Exists(zones) ? Directory.EnumerateFiles(zones).Select(path => Path.GetFileName(path)) : [];
        foreach (var file in found.Order(StringComparer.Ordinal))
        {
            var name = ContentLoader.ZoneFolder + file;
            if (Litter(Path.Combine(zones, file), file) is { } litter)
            {
                errors.Warn($"{root}/{name}", $"is passed over: {litter}");
            }
            else if (file.EndsWith(Ending, StringComparison.Ordinal))
            {
                names.Add(name);
            }
            else if (file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            {
                errors.AddWhole($"{root}/{name}", "would not be read: the name of a zone's file ends in .yaml");
            }
        }

        return names;
    }

    /// <summary>Finds files that editors, file managers and archives leave beside an author's files.</summary>
    /// <returns>Why the file is not one of the author's; null when it may be.</returns>
    private static string? Litter(string path, string file)
    {
        var ending = file.IndexOf(Ending, StringComparison.OrdinalIgnoreCase);
        if (ending < 0)
        {
            return null;
        }

        if (file.StartsWith('.'))
        {
            return "its name begins with a dot, as those of hidden files do";
        }

        if (ending + Ending.Length < file.Length || file.StartsWith('#'))
        {
            return "its name is that of a copy which an editor keeps";
        }

        return LeadsNowhere(path) ? "it is a link to a file that is not there" : null;
    }

    /// <summary>A dangling link counts as an existing file, so this checks the link's final target.</summary>
    private static bool LeadsNowhere(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            // The links form a cycle.
            return true;
        }
    }

    private static ContentFile? ReadFile(string directory, string root, string name, ContentErrors errors)
    {
        var path = Path.Combine(directory, name);
        try
        {
            if (new FileInfo(path).Length > ContentLimits.FileBytes)
            {
                errors.AddWhole($"{root}/{name}", $"is larger than {ContentLimits.FileBytes} bytes");
                return null;
            }

            var bytes = File.ReadAllBytes(path);
            try
            {
                return new ContentFile(name, StrictUtf8.GetString(bytes));
            }
            catch (DecoderFallbackException exception)
            {
                var before = bytes.AsSpan(0, Math.Clamp(exception.Index, 0, bytes.Length));
                var place = new Place($"{root}/{name}", before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
                errors.Add(place, "is not UTF-8");
                return null;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.AddWhole($"{root}/{name}", $"cannot be read: {exception.Message}");
            return null;
        }
    }
}
