using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Actors.System.Tests;

/// <summary>The tutorial of docs/rules.md, from an empty folder to a tested verb, as somebody follows it who has the packages alone.</summary>
public sealed partial class TutorialTests(PackedRepository packed) : IClassFixture<PackedRepository>
{
    [Fact]
    public async Task Following_the_tutorial_gives_a_verb_with_passing_tests()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "rules.md"));
        var tutorial = page[page.IndexOf("## From an empty folder", StringComparison.Ordinal)..page.IndexOf("## Reference", StringComparison.Ordinal)];
        var (commands, files) = Read(tutorial);
        Assert.Equal(4, commands.Count);
        Assert.StartsWith("dotnet pack Actors.sln", commands[0], StringComparison.Ordinal);
        await TypeAsync("", commands[1]);
        var game = packed.PathOf("MyGame");
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(game, file))!);
            await File.WriteAllTextAsync(Path.Combine(game, file), text);
        }

        Assert.Equal("cd src && dotnet run\n", commands[2]);
        var source = Path.Combine(game, "src");
        await using (var server = await ServerProcess.StartProjectAsync(source, ".", packed.Isolated))
        {
            await using var ada = await NativeClient.EnterAsync(server.WebSocketPort, "Ada", "cave");
            await using var bob = await MudClient.EnterAsync(server.PortOf("mud"), "Bob", "cave");
            Assert.True((await ada.AskAsync("heal Bob")).GetProperty("ok").GetBoolean());
            await bob.HearAsync("Ada heals you.");
            Assert.Contains("heal", await bob.AskAsync("help"), StringComparison.Ordinal);
            Assert.Contains("Did you mean \"heal\"?", await bob.AskAsync("haal Ada"), StringComparison.Ordinal);
        }
        Assert.Matches(@"Passed:\s+4", await TypeAsync("MyGame/src", commands[3]));
    }

    /// <summary>Blocks without a language are typed, the others are the files that the text before them names.</summary>
    private static (List<string> Commands, List<(string File, string Text)> Files) Read(string tutorial)
    {
        var (commands, files, named, read) = (new List<string>(), new List<(string, string)>(), new Queue<string>(), 0);
        foreach (Match block in Block().Matches(tutorial))
        {
            foreach (Match name in FileName().Matches(tutorial[read..block.Index]))
                named.Enqueue(name.Groups["file"].Value);
            read = block.Index + block.Length;
            if (block.Groups["language"].Length == 0)
                commands.Add(block.Groups["text"].Value);
            else
                files.Add((named.Dequeue(), block.Groups["text"].Value));
        }
        Assert.Empty(named);
        return (commands, files);
    }

    /// <summary>
    /// The packages are those that were packed and restored for these tests: a version is named, which a person need not do, and the packages that the SDK's template of tests asks for
    /// are taken in this repository's versions.
    /// </summary>
    private async Task<string> TypeAsync(string folder, string commands)
    {
        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(static version => (Name: (string)version.Attribute("Include")!, Version: (string)version.Attribute("Version")!));
        var edits = string.Concat(versions.Where(static version => version.Name is "xunit" or "xunit.runner.visualstudio" or "Microsoft.NET.Test.Sdk")
            .Select(static version => $" -e 's/\"{version.Name}\" Version=\"[^\"]*\"/\"{version.Name}\" Version=\"{version.Version}\"/'"));
        var script = $$"""
            dotnet() {
              case "$*" in
                new*) command dotnet "$@" --no-restore ;;
                *\ package\ *) command dotnet "$@" --version {{packed.Version}} ;;
                *) command dotnet "$@" ;;
              esac
              if [ -f tests/MyGame.Tests.csproj ]; then sed -i -e '/coverlet/d'{{edits}} tests/MyGame.Tests.csproj; fi
            }
            set -e
            {{commands}}
            """;
        var (code, output, errors) = await Programs.RunAsync("bash", ["-c", script], packed.PathOf(folder), packed.Isolated);
        Assert.True(code == 0, output + errors);
        return output;
    }

    [GeneratedRegex(@"```(?<language>\w*)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@"`(?<file>(src|tests)/[\w/.]+\.(cs|yaml))`", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();
}
