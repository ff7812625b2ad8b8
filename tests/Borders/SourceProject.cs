using System.Xml.Linq;
using Actors.Tests;

namespace Actors.Borders.Tests;

/// <summary>A project of src, by its file. Its assembly has the file's name.</summary>
internal sealed class SourceProject
{
    private readonly XDocument _file;

    private SourceProject(string path) => (_file, Name) = (XDocument.Load(path), Path.GetFileNameWithoutExtension(path));

    public static IReadOnlyList<SourceProject> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static path => new SourceProject(path))];

    public string Name { get; }

    public string Sdk => (string)_file.Root!.Attribute("Sdk")!;

    /// <summary>The projects whose code it uses: an analyzer inspects it and is not part of it.</summary>
    public IReadOnlyList<string> Projects =>
    [
        .. _file.Descendants("ProjectReference").Where(static reference => (string?)reference.Attribute("OutputItemType") != "Analyzer")
            .Select(static reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Packages => [.. Includes("PackageReference")];

    public IReadOnlyList<string> Frameworks => [.. Includes("FrameworkReference")];

    private IEnumerable<string> Includes(string kind) => _file.Descendants(kind).Select(static reference => (string)reference.Attribute("Include")!);
}
