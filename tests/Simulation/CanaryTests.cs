namespace Actors.Simulations.Tests;

/// <summary>What the simulation relies on inside Akka and .NET is unchanged. A failure says what an upgrade has changed.</summary>
public sealed class CanaryTests
{
    private static readonly Lazy<Task<string>> Output = new(() => SimulationProcesses.HostAsync("canaries"));

    [SimulationTheory]
    [InlineData("DateTime.UtcNow")]
    [InlineData("Stopwatch")]
    [InlineData("string-hashes")]
    [InlineData("pool")]
    [InlineData("MonotonicClock")]
    [InlineData("ThreadLocalRandom")]
    [InlineData("name-counters")]
    [InlineData("mailbox-path")]
    [InlineData("watchers")]
    public async Task Required_internals_are_unchanged(string canary)
    {
        var line = (await Output.Value).Split('\n').FirstOrDefault(line => line.StartsWith($"canary {canary} ", StringComparison.Ordinal)) ?? $"no word of {canary}: {await Output.Value}";
        Assert.True(line.EndsWith(" ok", StringComparison.Ordinal), line);
    }
}
