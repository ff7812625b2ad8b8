using System.IO.Enumeration;

namespace Actors.Gateway.Development;

/// <summary>
/// Finds the files that have changed since it was last asked. It compares the time and length of all of them: that works with every editor's way of saving and on every
/// file system, and takes a few milliseconds for a thousand files.
/// </summary>
internal sealed class FileWatch
{
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };

    private readonly IReadOnlyList<string> _directories;
    private readonly IReadOnlyList<string> _extensions;
    private Dictionary<string, (DateTimeOffset Written, long Length)> _known;

    /// <param name="extensions">With their dots: <c>.cs</c>.</param>
    public FileWatch(IReadOnlyList<string> directories, params IReadOnlyList<string> extensions)
    {
        (_directories, _extensions) = (directories, extensions);
        _known = Read();
    }

    /// <summary>The files that are new, deleted or changed.</summary>
    public IReadOnlyList<string> TakeChanges()
    {
        var before = _known;
        _known = Read();
        return [.. _known.Keys.Union(before.Keys).Where(file => !_known.TryGetValue(file, out var now) || !before.TryGetValue(file, out var then) || now != then)];
    }

    private Dictionary<string, (DateTimeOffset, long)> Read()
    {
        var files = new Dictionary<string, (DateTimeOffset, long)>(StringComparer.Ordinal);
        foreach (var directory in _directories.Where(Directory.Exists))
        {
            foreach (var (path, written, length) in Below(directory))
                files[path] = (written, length);
        }
        return files;
    }

    private FileSystemEnumerable<(string Path, DateTimeOffset Written, long Length)> Below(string directory) =>
        new(directory, static (ref entry) => (entry.ToFullPath(), entry.LastWriteTimeUtc, entry.Length), All)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && _extensions.Contains(Path.GetExtension(entry.FileName).ToString()),
            ShouldRecursePredicate = static (ref entry) => !entry.FileName.StartsWith('.') && entry.FileName is not ("bin" or "obj" or "node_modules"),
        };
}
