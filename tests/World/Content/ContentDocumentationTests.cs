using System.Text.RegularExpressions;
using Actors.Rules;

namespace Actors.World.Tests;

/// <summary>What docs/content.md says is true.</summary>
public partial class ContentDocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "content.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_world_of_the_tutorial_loads()
    {
        var files = Example().Matches(Text).Select(match => new ContentFile(match.Groups["name"].Value, match.Groups["text"].Value));

        var world = TinyWorld.Valid(ContentLoader.Read(files, BuiltInRules.All));

        Assert.Equal("Lantern Isle", world.Name);
        Assert.Equal(["beach", "cliff"], world.Rooms.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>The loader itself lists its keys, in the error about an unknown key.</summary>
    [Theory]
    [InlineData(TinyWorld.WorldFile, "name: Tiny", "zzzzzzzz: 1\nname: Tiny", "world.yaml")]
    [InlineData(TinyWorld.WorldFile, "playerRadius: 0.5", "zzzzzzzz: 1", "rules")]
    [InlineData(TinyWorld.WorldFile, "drops: cup", "zzzzzzzz: 1", "creatures.*id*")]
    [InlineData(TinyWorld.WorldFile, "description: Dented.", "description: Dented.\n    zzzzzzzz: 1", "items.*id*")]
    [InlineData(TinyWorld.WorldFile, "defaultRoom: hall", "formerRooms: { parlour: { movedTo: hall, zzzzzzzz: 1 } }\ndefaultRoom: hall", "formerRooms.*id*")]
    [InlineData(TinyWorld.HouseFile, "id: house", "zzzzzzzz: 1\nid: house", "zones/*.yaml")]
    [InlineData(TinyWorld.HouseFile, "spawn: [0, 0]", "zzzzzzzz: 1", "rooms.*id*")]
    [InlineData(TinyWorld.HouseFile, "to: garden,", "to: garden, zzzzzzzz: 1,", "exits.*direction*")]
    [InlineData(TinyWorld.HouseFile, "kind: chest,", "kind: chest, zzzzzzzz: 1,", "scenery")]
    [InlineData(TinyWorld.HouseFile, "resource: wood,", "resource: wood, zzzzzzzz: 1,", "resources")]
    [InlineData(TinyWorld.HouseFile, "kind: cup,", "kind: cup, zzzzzzzz: 1,", "items, creatures (of a room)")]
    public void Documented_keys_match_the_loader(string file, string text, string replacement, string section)
    {
        var error = Assert.Single(TinyWorld.With(file, text, replacement).Errors).Message;
        var keys = error[(error.IndexOf("it knows ", StringComparison.Ordinal) + "it knows ".Length)..].Split(", ");

        Assert.Equal(keys.Order(StringComparer.Ordinal), RowsOf(section).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documented_defaults_match_the_loader()
    {
        var rules = string.Concat(DefaultsOf("rules").Select(row => $"\n  {row.Key}: {row.Value}"));
        var mouse = string.Concat(DefaultsOf("creatures.*id*").Select(row => $"\n    {row.Key}: {row.Value}"));
        var files = TinyWorld.Edited(TinyWorld.WorldFile, "\n  playerRadius: 0.5", rules);
        files[0] = files[0] with { Text = files[0].Text + mouse };

        var world = TinyWorld.Valid(ContentLoader.Read(files, BuiltInRules.All));

        Assert.Equal(16, DefaultsOf("rules").Count);
        Assert.Equal(new WorldRules(), world.Rules);
        Assert.Equal(9, DefaultsOf("creatures.*id*").Count);
        Assert.Equal(TinyWorld.Valid(TinyWorld.Load()).CreatureKinds["mouse"], world.CreatureKinds["mouse"]);
    }

    private static Dictionary<string, string> DefaultsOf(string section) => SectionOf(section).Split('\n')
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells is [_, ['`', .. var key, '`'], _, _, not ("" or "nothing" or "default"), ..] && key.All(char.IsAsciiLetter))
        .ToDictionary(cells => cells[1].Trim('`'), cells => cells[4]);

    private static IEnumerable<string> RowsOf(string section) => Row().Matches(SectionOf(section)).Select(match => match.Groups["key"].Value);

    private static string SectionOf(string section)
    {
        var start = Text.IndexOf($"\n### {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/content.md lacks the section {section}");
        var end = Text.IndexOf("\n##", start + 4, StringComparison.Ordinal);
        return Text[start..end];
    }

    [GeneratedRegex("```yaml\n# my-world/(?<name>[^\n]+)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();

    [GeneratedRegex("^\\| `(?<key>[a-zA-Z]+)` ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
