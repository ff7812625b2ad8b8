namespace Actors.System.Tests;

/// <summary>The SDK's command, as a person calls it.</summary>
internal static class Dotnet
{
    /// <summary>The configuration of the build that is being tested.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <returns>The exit code, and all that was written.</returns>
    public static async Task<(int Code, string Output)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var settings = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
            // A build server of one test would be the other tests' as well, and outlive them.
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        var (code, output, errors) = await Programs.RunAsync("dotnet", arguments, environment: settings);
        return (code, output + errors);
    }

    /// <returns>What it wrote; a failure fails the test with all of that.</returns>
    public static async Task<string> MustAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (code, output) = await RunAsync(arguments, environment);
        Assert.True(code == 0, output);
        return output;
    }
}
