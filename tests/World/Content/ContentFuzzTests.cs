using Actors.Rules;

namespace Actors.World.Tests;

/// <summary>Whatever the files contain: the loader answers with a world or with errors, and does not throw.</summary>
public class ContentFuzzTests
{
    private static readonly string[] Tokens =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "\n", "  ", "\t", "\"", "'", "&a ", "*a", "!", "!!str ", "!<>", "%", "#", "|\n", ">-\n", "? ", "---\n", "...\n", "~",
        "null", "true", "-1", "0", "1e999", ".inf", "99999999999999999999", "-0.0", "\\U0011FFFF", "\"\\uD800\"", "<<: *a", "\0", "\u001b[31m", "\uFEFF", "\uD800", "é",
    ];

    [Theory]
    [InlineData(1, 1_500)]
    [InlineData(2, 1_500)]
    public void A_mutated_small_world_gives_a_world_or_errors(int seed, int rounds) => Fuzz(TinyWorld.Files, seed, rounds);

    [Fact]
    public void A_mutated_sample_world_gives_a_world_or_errors()
    {
        string[] names = ["world.yaml", .. Directory.GetFiles(Path.Combine(Repository.Content, "zones")).Select(static path => $"zones/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)];
        var files = names.Select(name => new ContentFile(name, File.ReadAllText(Path.Combine(Repository.Content, name)))).ToList();

        Fuzz(files, seed: 3, rounds: 150);
    }

    [Fact]
    public void Noise_gives_errors()
    {
        var random = new Random(4);
        for (var round = 0; round < 500; round++)
        {
            var noise = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Tokens[random.Next(Tokens.Length)]));
            var files = TinyWorld.Files;
            var chosen = random.Next(files.Count);
            files[chosen] = files[chosen] with { Text = noise };

            Assert.False(ContentLoader.Read(files, BuiltInRules.All).IsValid, $"Round {round} was taken for content: {noise}");
        }
    }

    private static void Fuzz(List<ContentFile> original, int seed, int rounds)
    {
        var random = new Random(seed);
        var valid = 0;
        for (var round = 0; round < rounds; round++)
        {
            var files = original.ToList();
            for (var mutation = random.Next(1, 4); mutation > 0; mutation--)
            {
                var chosen = random.Next(files.Count);
                files[chosen] = files[chosen] with { Text = Mutated(files[chosen].Text, random) };
            }

            try
            {
                var result = ContentLoader.Read(files, BuiltInRules.All);
                valid += result.IsValid ? 1 : 0;
                Check(result);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}, round {round}: {exception}");
            }
        }

        Assert.InRange(valid, 1, rounds - 1);
    }

    private static string Mutated(string text, Random random)
    {
        if (text.Length == 0)
        {
            return Tokens[random.Next(Tokens.Length)];
        }

        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 20), text.Length - at);
        var lines = text.Split('\n');
        var (from, to) = (random.Next(lines.Length), random.Next(lines.Length));
        return random.Next(6) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Tokens[random.Next(Tokens.Length)]),
            2 => text[..at] + (char)random.Next(1, 0x250) + text[(at + 1)..],
            3 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
            4 => string.Join('\n', lines.Where((_, index) => index != from)),
            _ => string.Join('\n', lines.Select((line, index) => index == to ? lines[from] : line)),
        };
    }

    private static void Check(ContentResult result)
    {
        Assert.NotEqual(result.World is null, result.Errors.Count == 0);
        foreach (var error in result.Errors)
        {
            Assert.StartsWith("content", error.File, StringComparison.Ordinal);
            Assert.True(error.Line > 0 == error.Column > 0);
            Assert.DoesNotContain(error.ToString(), char.IsControl);
        }

        if (result.World is { } world)
        {
            CheckWorld(world);
        }
    }

    /// <summary>A room can be made of whatever the loader accepts.</summary>
    private static void CheckWorld(WorldDefinition world)
    {
        Assert.True(world.Rooms.ContainsKey(world.DefaultRoom));
        foreach (var room in world.Rooms.Values)
        {
            Assert.True(world.Zones.ContainsKey(room.Zone.Value));
            AssertFree(world, room, room.Spawn);
            Assert.All(room.Items, item => AssertFree(world, room, item.At));
            Assert.All(room.Items, item => Assert.True(world.ItemKinds.ContainsKey(item.Kind)));
            Assert.All(room.Creatures, creature => AssertFree(world, room, creature.At));
            Assert.All(room.Creatures, creature => Assert.True(world.CreatureKinds.ContainsKey(creature.Kind)));
            Assert.All(room.Exits, exit => AssertFree(world, world.Rooms[exit.To], exit.Arrival));
        }
    }

    private static void AssertFree(WorldDefinition world, RoomDefinition room, Vector at) => Assert.True(
        Math.Abs(at.X) <= room.Width / 2
        && Math.Abs(at.Y) <= room.Height / 2
        && Solid.Distance(room, at) >= world.Rules.PlayerRadius);
}
