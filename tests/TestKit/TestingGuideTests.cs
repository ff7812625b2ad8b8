namespace Actors.TestKit.Tests;

/// <summary>docs/testing.md shows code that runs.</summary>
public sealed class TestingGuideTests
{
    [Theory]
    [InlineData("tests/TestKit/Examples/BellTests.cs")]
    [InlineData("tests/TestKit/Examples/NodeTests.cs")]
    [InlineData("tests/Hosts/SimulationHost/Scenarios/LanternScenario.cs")]
    public void Each_example_is_code_that_a_test_runs(string file)
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "testing.md")).ReplaceLineEndings("\n");
        var code = File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{code}```", guide, StringComparison.Ordinal);
    }
}
