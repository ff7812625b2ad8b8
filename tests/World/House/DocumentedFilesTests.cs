using System.Text.RegularExpressions;

namespace Actors.World.Tests;

/// <summary>Newcomers follow the names of files and types in the pages that lead them through the house.</summary>
public partial class DocumentedFilesTests
{
    private static readonly string[] Sources = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)];

    [Fact]
    public void Every_file_that_the_architecture_names_is_there()
    {
        var files = Sources.Select(static source => Path.GetFileName(source)!).ToHashSet(StringComparer.Ordinal);
        var named = FileName().Matches(Text("docs/architecture.md")).Select(static match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count > 20);
        Assert.Empty(named.Except(files));
    }

    [Fact]
    public void Every_type_that_the_glossary_names_is_there()
    {
        var source = string.Join('\n', Sources.Select(File.ReadAllText));
        var named = TypeName().Matches(Text("docs/glossary.md")).Select(static match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count > 10);
        Assert.All(named, name => Assert.Matches($@"\b{name}\b", source));
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"`(\w[\w.]*\.cs)`")]
    private static partial Regex FileName();

    [GeneratedRegex(@"`([A-Z]\w+)`")]
    private static partial Regex TypeName();
}
