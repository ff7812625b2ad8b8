namespace Actors.World.Tests;

/// <summary>docs/testing.md shows code that runs.</summary>
public class TestingGuideTests
{
    [Theory]
    [InlineData("LampTests.cs")]
    [InlineData("FerryTests.cs")]
    public void Each_example_is_the_code_of_a_test(string file)
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "testing.md")).ReplaceLineEndings("\n");
        var code = File.ReadAllText(Path.Combine(Repository.Root, "tests", "World", "Rules", "Examples", file)).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{code}```", guide, StringComparison.Ordinal);
    }
}
