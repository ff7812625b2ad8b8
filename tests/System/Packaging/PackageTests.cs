using System.IO.Compression;
using System.Xml.Linq;

namespace Actors.System.Tests;

/// <summary>What somebody has who has only the packages of this repository.</summary>
public sealed class PackageTests(PackedRepository packed) : IClassFixture<PackedRepository>
{
    private const string World = """
        name: Lantern Isle
        defaultRoom: beach
        items:
          lamp:
            name: brass lamp
            description: It has been polished often.
        """;

    private const string Zone = """
        id: isle
        title: Lantern Isle
        description: A lump of rock with a light on it.
        rooms:
          beach:
            title: The Beach
            description: Sand, and the sea.
            size: [20, 20]
            items:
              - { kind: lamp, at: [2, 0] }
        """;

    private static readonly IReadOnlyDictionary<string, string> FreePorts = new Dictionary<string, string>
    {
        ["Actors__Http__Address"] = "127.0.0.1",
        ["Actors__Http__Port"] = "0",
        ["Actors__WebSockets__main__Port"] = "0",
        ["Actors__WebSockets__mud__Port"] = "0",
        ["Actors__WebSockets__collector__Port"] = "0",
        ["Actors__WebSockets__packets__Port"] = "0",
        ["Actors__SocketIO__Port"] = "0",
        ["Actors__Datagram__Port"] = "0",
    };

    [Fact]
    public async Task A_one_line_program_is_a_gateway()
    {
        var directory = await packed.MakeProjectAsync(
            "game", ["Actors.Gateway"], "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>",
            ("Program.cs", PackedRepository.ExampleOf("Gateway")), ("world/world.yaml", World), ("world/zones/isle.yaml", Zone));
        await packed.MustAsync("build", directory, "-o", packed.PathOf("game-built"), "-v", "quiet");
        var program = Path.Combine(packed.PathOf("game-built"), "game.dll");

        var help = await packed.MustAsync(program, "--help");
        Assert.Contains("The directory of the world's content.", help, StringComparison.Ordinal);
        Assert.Contains("A reverse proxy stands between clients and the listeners", help, StringComparison.Ordinal);
        // It runs with the same runtime settings as the gateway itself.
        var runtime = await File.ReadAllTextAsync(Path.ChangeExtension(program, ".runtimeconfig.json"));
        Assert.Contains("\"System.Threading.ThreadPool.UnfairSemaphoreSpinLimit\": 0", runtime, StringComparison.Ordinal);
        Assert.Contains("\"System.Runtime.TieredPGO\": false", runtime, StringComparison.Ordinal);

        await using var server = await ServerProcess.StartPublishedAsync(program, new Dictionary<string, string>(FreePorts)
        {
            ["Actors__Content"] = Path.Combine(directory, "world"),
            ["Actors__Data"] = packed.PathOf("game.db"),
        });
        Assert.Contains("Lantern Isle: 1 rooms", server.Output, StringComparison.Ordinal);
        await using var client = await JsonClient.ConnectAsync(server.WebSocketPort, "/", "actors.v1.json");
        await client.SendAsync(new { type = "hello", version = 1, name = "Ada" });
        Assert.Equal("welcome", (await client.NextAsync()).GetProperty("type").GetString());

        using var http = new HttpClient();
        Assert.Contains("<html", await http.GetStringAsync(server.Http), StringComparison.Ordinal);
        Assert.Contains("export", await http.GetStringAsync(new Uri(server.Http, "/game-client.js")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rules_test_needs_only_the_TestKit()
    {
        var directory = await packed.MakeProjectAsync(
            "rules", ["Actors.TestKit", "Microsoft.NET.Test.Sdk", "xunit", "xunit.runner.visualstudio"], """<ItemGroup><Using Include="Xunit" /></ItemGroup>""",
            ("LampTests.cs", PackedRepository.ExampleOf("TestKit")));
        Assert.Contains("Passed:     1", await packed.MustAsync("test", directory, "--logger", "console;verbosity=minimal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_custom_game_is_simulated_with_the_packages_alone()
    {
        var directory = await packed.MakeProjectAsync(
            "simulation", ["Actors.Simulation"], "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>", ("Program.cs", PackedRepository.ExampleOf("Simulation")));
        var said = await packed.MustAsync("run", "--project", directory, "--", "lamp", "1", "3", "--twice");
        Assert.Equal(3, said.Split('\n').Count(static line => line.StartsWith("seed ", StringComparison.Ordinal) && line.Contains(" ok ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_rules_run_without_Akka()
    {
        var directory = await packed.MakeProjectAsync(
            "alone", ["Actors.Rules"], "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>",
            ("Program.cs", PackedRepository.ExampleOf("World").Replace("\"content\"", "args[0]", StringComparison.Ordinal)), ("content/world.yaml", World), ("content/zones/isle.yaml", Zone));
        var said = await packed.MustAsync("run", "--project", directory, "--", Path.Combine(directory, "content"));
        Assert.Contains("You take the brass lamp.", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(directory, "Akka*.dll", SearchOption.AllDirectories));
    }

    /// <summary>With the gateway's package alone: the analyzer comes with its dependencies.</summary>
    [Fact]
    public async Task A_clock_in_a_verb_fails_the_build_and_names_the_alternative()
    {
        const string Verb = """
            using Actors.World;

            public sealed class TimeVerb : Verb<TimeVerb.AskTime>
            {
                public sealed record AskTime : Command;

                public override string Name => "time";

                public override string Usage => "time";

                public override string Help => "Ask for the time.";

                public override ParseResult Parse(string rest) => new AskTime();

                protected override Reply Execute(in VerbContext context, AskTime command) => new Done($"It is {DateTime.UtcNow}.");
            }
            """;
        var directory = await packed.MakeProjectAsync("clock", ["Actors.Gateway"], "", ("TimeVerb.cs", Verb));
        var (code, output) = await packed.RunAsync("build", directory, "-v", "quiet");
        Assert.Equal(1, code);
        Assert.Contains("TimeVerb.cs(15,100): error ACT001: A rule must not use DateTime.UtcNow: count ticks with room.Tick", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(directory, "TimeVerb.cs"), Verb.Replace("DateTime.UtcNow", "context.Room.Tick", StringComparison.Ordinal));
        await packed.MustAsync("build", directory, "-v", "quiet");
    }

    [Fact]
    public async Task The_example_of_a_node_without_clients_builds()
    {
        var directory = await packed.MakeProjectAsync(
            "node", ["Actors", "Actors.Rules"], "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>", ("Program.cs", PackedRepository.ExampleOf("Actors")));
        await packed.MustAsync("build", directory, "-v", "quiet");
    }

    /// <summary>Unity takes the file for netstandard2.1 as it is, and none of its dependencies.</summary>
    [Fact]
    public async Task The_client_is_one_DLL_without_dependencies()
    {
        var directory = await packed.MakeProjectAsync(
            "player", ["Actors.Client"], "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>", ("Program.cs", PackedRepository.ExampleOf("Client")));
        await packed.MustAsync("build", directory, "-o", packed.PathOf("player-built"), "-v", "quiet");
        Assert.Equal(["Actors.Client.dll", "player.dll"], Directory.EnumerateFiles(packed.PathOf("player-built"), "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using (var package = ZipFile.OpenRead(Path.Combine(packed.Feed, $"Actors.Client.{packed.Version}.nupkg")))
            Assert.NotNull(package.GetEntry("lib/netstandard2.1/Actors.Client.dll"));

        await using var server = await ServerProcess.StartAsync(packed.PathOf("player.db"));
        var said = await packed.MustAsync(Path.Combine(packed.PathOf("player-built"), "player.dll"), $"ws://127.0.0.1:{server.WebSocketPort}");
        Assert.Contains("You take the brass lamp.", said, StringComparison.Ordinal);
        Assert.Matches(@"The Plaza: at [1-9]\S*, ", said);
    }

    [Fact]
    public async Task The_tool_is_called_actors()
    {
        await packed.MustAsync("tool", "install", "Actors.Tools", "--version", packed.Version, "--tool-path", packed.PathOf("tools"), "--configfile", packed.PathOf("nuget.config"));
        Assert.True(File.Exists(packed.PathOf("tools/actors")));
    }

    [Fact]
    public void The_template_has_all_files_of_a_game_and_no_dependencies()
    {
        using var package = ZipFile.OpenRead(Path.Combine(packed.Feed, $"Actors.Templates.{packed.Version}.nupkg"));
        var files = package.Entries.Select(static entry => entry.FullName).ToList();
        foreach (var file in (string[])[".template.config/template.json", ".gitignore", ".editorconfig", "Dockerfile", "content/zones/vale.yaml", "src/My-Game/Program.cs"])
            Assert.Contains($"content/actors-game/{file}", files);
        Assert.DoesNotContain(files, static file => file.EndsWith(".dll", StringComparison.Ordinal));
        using var description = package.GetEntry("Actors.Templates.nuspec")!.Open();
        var metadata = XDocument.Load(description).Root!.Elements().First();
        Assert.Contains(metadata.Descendants(), static element => element.Name.LocalName == "packageType" && (string)element.Attribute("name")! == "Template");
        Assert.DoesNotContain(metadata.Descendants(), static element => element.Name.LocalName == "dependency");
    }

    [Theory]
    [InlineData("Actors.World")]
    [InlineData("Actors")]
    [InlineData("Actors.Rules")]
    [InlineData("Actors.Channels")]
    [InlineData("Actors.Codecs")]
    [InlineData("Actors.Datagrams")]
    [InlineData("Actors.SocketIO")]
    [InlineData("Actors.WebSockets")]
    [InlineData("Actors.Gateway")]
    [InlineData("Actors.TestKit")]
    [InlineData("Actors.Simulation")]
    [InlineData("Actors.Client")]
    [InlineData("Actors.Tools")]
    public void A_package_has_its_metadata_README_XML_docs_and_symbols(string id)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packed.Feed, $"{id}.{packed.Version}.nupkg"));
        var files = package.Entries.Select(static entry => entry.FullName).ToList();
        Assert.Contains("README.md", files);
        using (var readme = new StreamReader(package.GetEntry("README.md")!.Open()))
            Assert.DoesNotContain("](../", readme.ReadToEnd(), StringComparison.Ordinal);
        Assert.Contains("icon.png", files);
        Assert.Contains("LICENSE", files);
        Assert.Contains(files, file => file.EndsWith($"/{id}.xml", StringComparison.Ordinal));
        Assert.DoesNotContain(files, static file => file.Contains("zones/", StringComparison.Ordinal) || file.Contains("contentFiles", StringComparison.Ordinal));

        using var description = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(description).Root!.Elements().First();
        string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal("Apache-2.0", Text("license"));
        Assert.Equal("The Actors authors", Text("authors"));
        Assert.True(Text("description").Length > 60);
        // The packages use each other's internals, so their versions belong together.
        Assert.All(
            metadata.Descendants().Where(static element => element.Name.LocalName == "dependency" && ((string)element.Attribute("id")!).StartsWith("Actors", StringComparison.Ordinal)),
            dependency => Assert.Equal($"[{packed.Version}]", (string)dependency.Attribute("version")!));

        using var symbols = ZipFile.OpenRead(Path.Combine(packed.Feed, $"{id}.{packed.Version}.snupkg"));
        Assert.Contains(symbols.Entries, entry => entry.Name == $"{id}.pdb");
    }
}
