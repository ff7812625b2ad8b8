namespace Actors.World.Tests;

/// <summary>The limit stands once, in .editorconfig; the formatter does not enforce it.</summary>
public class LineLengthTests
{
    [Fact]
    public void No_line_is_longer_than_editorconfig_says()
    {
        var limit = int.Parse(File.ReadLines(Path.Combine(Repository.Root, ".editorconfig")).Single(static line => line.StartsWith("max_line_length", StringComparison.Ordinal)).Split('=')[1]);
        var files = new[] { "src", "tests", "bench" }
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 500, $"Only {files.Count} files were found.");
        var longer = files.SelectMany(file => File.ReadLines(file).Select((line, index) => (line, index)).Where(at => at.line.Length > limit)
            .Select(at => $"{Path.GetRelativePath(Repository.Root, file)}:{at.index + 1} has {at.line.Length} characters")).ToList();
        Assert.True(longer.Count == 0, $"At most {limit} are allowed:\n{string.Join('\n', longer)}");
    }
}
