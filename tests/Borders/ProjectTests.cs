namespace Actors.Borders.Tests;

/// <summary>References between projects go one way: a project knows those below it, never those above it.</summary>
public sealed class ProjectTests
{
    private static readonly string[] Transports = ["Actors.Channels", "Actors.Codecs", "Actors.Datagrams", "Actors.SocketIO", "Actors.WebSockets"];

    /// <summary>What each project references, and the complete list of projects.</summary>
    private static readonly Dictionary<string, string[]> House = new(StringComparer.Ordinal)
    {
        ["Actors.World"] = [],
        // It inspects rules while they are compiled, and knows only the names of their types.
        ["Actors.Analyzers"] = [],
        // It knows the protocol and nothing of the server: it runs in games elsewhere.
        ["Actors.Client"] = [],
        ["Actors.Rules"] = ["Actors.World"],
        ["Actors"] = ["Actors.World"],
        ["Actors.Channels"] = [],
        ["Actors.Codecs"] = [],
        ["Actors.WebSockets"] = ["Actors.Channels"],
        ["Actors.SocketIO"] = ["Actors.Channels"],
        ["Actors.Datagrams"] = ["Actors.Channels", "Actors.Codecs"],
        ["Actors.Gateway"] = ["Actors", .. Transports.Append("Actors.Rules").Order(StringComparer.Ordinal)],
        ["Actors.Seed"] = ["Actors", "Actors.Rules"],
        ["Actors.TestKit"] = ["Actors", "Actors.Rules"],
        ["Actors.Simulation"] = ["Actors.Gateway", "Actors.TestKit"],
        // The rules alone replay a recording: the tools know nothing of the server, only what it wrote.
        ["Actors.Tools"] = ["Actors.Client", "Actors.Rules", "Actors.World"],
    };

    public static TheoryData<string> Names => [.. House.Keys];

    [Fact]
    public void Every_project_is_listed() => Assert.Equal(House.Keys.Order(StringComparer.Ordinal), SourceProject.All.Select(static project => project.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_exactly_the_projects_listed_for_it(string name) =>
        Assert.Equal(House[name].Order(StringComparer.Ordinal), SourceProject.All.Single(project => project.Name == name).Projects);

    /// <summary>Checks the compiled assembly: a reference through another project counts as well.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void An_assembly_uses_no_project_that_is_not_below_it(string name)
    {
        var strange = CompiledProject.Read(name).References.Where(House.ContainsKey).Except(Below(name), StringComparer.Ordinal);
        Assert.True(!strange.Any(), $"{name} uses {string.Join(", ", strange)}, which {(strange.Count() == 1 ? "does" : "do")} not stand below it.");
    }

    [Fact]
    public void Actors_World_needs_only_the_runtime_and_YamlDotNet()
    {
        var rules = SourceProject.All.Single(static project => project.Name == "Actors.World");
        Assert.Empty(rules.Frameworks);
        Assert.Equal(["YamlDotNet"], rules.Packages);
        Assert.Equal("Microsoft.NET.Sdk", rules.Sdk);
    }

    /// <summary>Unity and Godot bring no packages: what netstandard2.1 lacks is not available.</summary>
    [Fact]
    public void The_client_needs_nothing_but_the_runtime()
    {
        var client = SourceProject.All.Single(static project => project.Name == "Actors.Client");
        Assert.Empty(client.Frameworks);
        Assert.Empty(client.Packages);
        Assert.Equal("Microsoft.NET.Sdk", client.Sdk);
        Assert.All(CompiledProject.Read("Actors.Client").References, static reference => Assert.StartsWith("System.", reference, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Below(string name) => House[name].SelectMany(static below => Below(below).Prepend(below));
}
