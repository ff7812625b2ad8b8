using System.Text.RegularExpressions;

namespace Actors.World.Tests;

/// <summary>Newcomers follow the names of files and types in the pages that guide them through the code.</summary>
public partial class DocumentedFilesTests
{
    private static readonly string[] Sources =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static source => !source.Split(Path.DirectorySeparatorChar).Contains("obj")),
    ];

    [Fact]
    public void Every_file_named_in_the_architecture_exists()
    {
        var files = Sources.Select(static source => Path.GetFileName(source)!).ToHashSet(StringComparer.Ordinal);
        var named = FileName().Matches(Text("docs/architecture.md")).Select(static match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count > 20);
        Assert.Empty(named.Except(files));
    }

    [Theory]
    [InlineData("docs/glossary.md")]
    [InlineData("docs/architecture.md")]
    public void Every_type_named_on_the_page_exists(string page)
    {
        var declared = Sources.SelectMany(static source => Declaration().Matches(File.ReadAllText(source))).Select(static match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var named = TypeName().Matches(Text(page)).Select(static match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count > 10);
        // Beside types: a property with which the glossary shows a unit, and the folders by which the architecture is described.
        var folders = Sources.SelectMany(static source => Path.GetRelativePath(Repository.Root, source).Split(Path.DirectorySeparatorChar)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(named.Except(declared).Except(folders).Except(["XMilli"]));
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"`(\w[\w.]*\.cs)`")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum) (?:struct )?([A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"`([A-Z]\w+)`")]
    private static partial Regex TypeName();
}
