using System.Xml.Linq;

namespace Actors.World.Tests;

/// <summary>Arrows run one way: what stands above knows what stands below, never the other way round.</summary>
public class ReferenceDirectionTests
{
    private static readonly Dictionary<string, XDocument> Projects = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(static path => Path.GetFileNameWithoutExtension(path), XDocument.Load);

    private static readonly string[] Transports = ["Actors.Channels", "Actors.Codecs", "Actors.Datagrams", "Actors.SocketIO", "Actors.WebSockets"];

    [Fact]
    public void The_rules_need_nothing_but_the_runtime_and_a_reader_of_yaml()
    {
        Assert.Empty(References("Actors.World", "ProjectReference"));
        Assert.Empty(References("Actors.World", "FrameworkReference"));
        Assert.Equal(["YamlDotNet"], References("Actors.World", "PackageReference"));
        Assert.Equal("Microsoft.NET.Sdk", (string?)Projects["Actors.World"].Root!.Attribute("Sdk"));
    }

    [Fact]
    public void The_transports_know_no_game()
    {
        foreach (var transport in Transports)
            Assert.Empty(References(transport, "ProjectReference").Except(["Actors.Channels", "Actors.Codecs"], StringComparer.Ordinal));
    }

    [Fact]
    public void The_engine_references_the_rules_alone() => Assert.Equal(["Actors.World"], References("Actors", "ProjectReference"));

    [Fact]
    public void All_above_reference_the_engine_or_stand_alone_and_nothing_references_the_gateway()
    {
        Assert.Equal(["Actors", .. Transports], References("Actors.Gateway", "ProjectReference"));
        Assert.Equal(["Actors"], References("Actors.TestKit", "ProjectReference"));
        // A recording is played by the rules alone: the tools know nothing of the server, only what it wrote.
        Assert.Equal(["Actors.World"], References("Actors.Tools", "ProjectReference"));
        foreach (var project in Projects.Keys.Where(static name => name is not ("Actors" or "Actors.World")))
        {
            var beyond = References(project, "ProjectReference").Except(["Actors", "Actors.World", .. Transports], StringComparer.Ordinal);
            Assert.True(!beyond.Any(), $"{project} references {string.Join(", ", beyond)}");
        }
    }

    private static string[] References(string project, string kind) =>
        [
            .. Projects[project].Descendants(kind).Select(static reference => (string)reference.Attribute("Include")!)
                .Select(static include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include),
        ];
}
