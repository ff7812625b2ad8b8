using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Actors.System.Tests;

/// <summary>
/// All packages of this repository, packed from what has been built, and a directory outside of it for projects that have only them and their dependencies. Packages of others come from where
/// they were restored for this repository, or else from the machine's own sources.
/// </summary>
public sealed partial class PackedRepository : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-packages-");

    /// <summary>A version that exists nowhere else, so that no package of this name from elsewhere is taken for one of these.</summary>
    public string Version { get; } = $"0.1.0-packed.{Environment.ProcessId}";

    public string Feed => Path.Combine(_directory.FullName, "feed");

    /// <summary>The environment of somebody who has restored nothing yet.</summary>
    public IReadOnlyDictionary<string, string> Isolated => new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_directory.FullName, "restored"), ["MSBUILDDISABLENODEREUSE"] = "1" };

    public async Task InitializeAsync()
    {
        await Dotnet.MustAsync(["pack", Repository.PathOf("Actors.sln"), "--no-build", "-c", Dotnet.Configuration, "-o", Feed, $"-p:PackageVersion={Version}", "-v", "quiet"]);
        var restored = GlobalPackages().Match(await Dotnet.MustAsync(["nuget", "locals", "global-packages", "--list"])).Groups["folder"].Value;
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="restored" value="{restored}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    public Task DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return Task.CompletedTask;
    }

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>A project with these packages: <c>Actors.*</c> in the packed version, others in the one that this repository has.</summary>
    public async Task<string> MakeProjectAsync(string name, string[] packages, string body, params (string File, string Text)[] files)
    {
        var directory = Directory.CreateDirectory(PathOf(name)).FullName;
        var references = string.Concat(packages.Select(package => $"""<PackageReference Include="{package}" Version="{VersionOf(package)}" />"""));
        await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
              {body}
            </Project>
            """);
        foreach (var (file, text) in files)
        {
            var path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }
        return directory;
    }

    public Task<(int Code, string Output)> RunAsync(params string[] arguments) => Dotnet.RunAsync(arguments, Isolated);

    public Task<string> MustAsync(params string[] arguments) => Dotnet.MustAsync(arguments, Isolated);

    /// <summary>The first example in C# of a package's own page.</summary>
    public static string ExampleOf(string project) => Example().Match(File.ReadAllText(Repository.PathOf("src", project, "README.md"))).Groups["code"].Value;

    private string VersionOf(string package) => package.StartsWith("Actors", StringComparison.Ordinal)
        ? Version
        : (string)XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion").Single(version => (string)version.Attribute("Include")! == package).Attribute("Version")!;

    [GeneratedRegex(@"global-packages: *(?<folder>\S.*?)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex GlobalPackages();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
