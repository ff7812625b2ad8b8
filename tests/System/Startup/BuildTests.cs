namespace Actors.System.Tests;

/// <summary>What <c>dotnet build</c> and <c>dotnet run</c> do for somebody who has just fetched the sources.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-build-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Seed")]
    public async Task A_program_runs_in_the_callers_directory(string program) =>
        Assert.Equal("", (await Dotnet.RunAsync(["msbuild", Repository.PathOf("src", program), "-getProperty:RunWorkingDirectory"])).Output.Trim());

    [Fact]
    public async Task Restore_succeeds_when_the_audit_registry_is_unreachable()
    {
        // A project under this repository's rules that needs nothing to be fetched: only the data for the audit is missing.
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "Audited.csproj"), $"""
            <Project>
              <PropertyGroup>
                <DirectoryBuildPropsPath>{Repository.PathOf("Directory.Build.props")}</DirectoryBuildPropsPath>
                <DirectoryPackagesPropsPath>{Repository.PathOf("Directory.Packages.props")}</DirectoryPackagesPropsPath>
                <RestoreSources>https://127.0.0.1:1/index.json</RestoreSources>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """);
        var (code, output) = await Dotnet.RunAsync(["restore", Path.Combine(_directory.FullName, "Audited.csproj")]);
        Assert.Contains("warning NU1900", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error", output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_reported_vulnerability_is_still_an_error()
    {
        var (_, output) = await Dotnet.RunAsync(["msbuild", Repository.PathOf("src", "World"), "-getProperty:TreatWarningsAsErrors,WarningsNotAsErrors"]);
        Assert.Contains("\"TreatWarningsAsErrors\": \"true\"", output, StringComparison.Ordinal);
        Assert.Contains("NU1900", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NU1901", output, StringComparison.Ordinal);
    }
}
