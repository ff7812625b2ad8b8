using Actors.Rules;

namespace Actors.World.Tests;

public sealed class ContentDirectoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-content-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_missing_directory_is_the_only_error()
    {
        var missing = _directory + "/nowhere";

        AssertErrors(missing, $"{missing}: there is no such directory; it must hold world.yaml and zones/*.yaml");
    }

    [Fact]
    public void An_empty_directory_lacks_the_world_and_its_zones() => AssertErrors(
        _directory,
        $"{_directory}/world.yaml: there is no such file; it names the world, its default room and its kinds of items and creatures",
        $"{_directory}/zones/: must hold from 1 to 256 zones (*.yaml), not 0");

    [Fact]
    public void A_world_is_read_from_its_files()
    {
        WriteTinyWorld();

        var world = TinyWorld.Valid(ContentLoader.Load(_directory + "/", BuiltInRules.All));

        Assert.Equal(["garden", "hall"], world.Rooms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(TinyWorld.Valid(TinyWorld.Load()).ContentHash, world.ContentHash);
    }

    [Fact]
    public void An_empty_file_fails()
    {
        WriteTinyWorld();
        Write("zones/empty.yaml", "# nothing yet\n"u8);

        AssertErrors(_directory, $"{_directory}/zones/empty.yaml: is empty");
    }

    [Fact]
    public void A_zone_file_ending_in_yml_is_an_error()
    {
        WriteTinyWorld();
        Write("zones/more.yml", "id: more"u8);

        AssertErrors(_directory, $"{_directory}/zones/more.yml: would not be read: the name of a zone's file ends in .yaml");
    }

    [Fact]
    public void A_zone_file_with_an_uppercase_extension_is_an_error()
    {
        WriteTinyWorld();
        Write("zones/more.YAML", "id: more"u8);

        AssertErrors(_directory, $"{_directory}/zones/more.YAML: would not be read: the name of a zone's file ends in .yaml");
    }

    [Theory]
    [InlineData("._harbour.yaml", "its name begins with a dot, as those of hidden files do")]
    [InlineData(".#harbour.yaml", "its name begins with a dot, as those of hidden files do")]
    [InlineData(".harbour.yaml.swp", "its name begins with a dot, as those of hidden files do")]
    [InlineData("harbour.yaml~", "its name is that of a copy which an editor keeps")]
    [InlineData("harbour.yaml.orig", "its name is that of a copy which an editor keeps")]
    [InlineData("#harbour.yaml#", "its name is that of a copy which an editor keeps")]
    public void Hidden_and_backup_files_are_skipped_with_a_warning(string name, string why)
    {
        WriteTinyWorld();
        Write($"zones/{name}", [0, 5, 22, 7, 255]);

        AssertPassedOver(name, why);
    }

    [Theory]
    [InlineData("gone.yaml", "it is a link to a file that is not there")]
    [InlineData(".#garden.yaml", "its name begins with a dot, as those of hidden files do")]
    public void A_broken_symlink_is_skipped_with_a_warning(string name, string why)
    {
        WriteTinyWorld();
        File.CreateSymbolicLink(Path.Combine(_directory, "zones", name), "ada@host.1234");

        AssertPassedOver(name, why);
    }

    [Fact]
    public void A_circular_symlink_is_skipped_with_a_warning()
    {
        WriteTinyWorld();
        File.CreateSymbolicLink(Path.Combine(_directory, "zones", "circle.yaml"), "circle.yaml");

        AssertPassedOver("circle.yaml", "it is a link to a file that is not there");
    }

    [Fact]
    public void A_zone_may_be_a_symlink()
    {
        WriteTinyWorld();
        var elsewhere = Directory.CreateDirectory(Path.Combine(_directory, "elsewhere")).FullName;
        foreach (var zone in Directory.GetFiles(Path.Combine(_directory, "zones")))
        {
            File.Move(zone, Path.Combine(elsewhere, Path.GetFileName(zone)));
            File.CreateSymbolicLink(zone, Path.Combine("..", "elsewhere", Path.GetFileName(zone)));
        }

        var loaded = ContentLoader.Load(_directory, BuiltInRules.All);

        Assert.Equal(TinyWorld.Valid(TinyWorld.Load()).ContentHash, TinyWorld.Valid(loaded).ContentHash);
        Assert.Empty(loaded.Warnings);
    }

    [Fact]
    public void Unrelated_files_are_skipped_without_a_warning()
    {
        WriteTinyWorld();
        Write("zones/README.md", "What is where"u8);
        Write("zones/.gitkeep", []);

        Assert.Empty(ContentLoader.Load(_directory, BuiltInRules.All).Warnings);
    }

    [Fact]
    public void Invalid_UTF_8_is_reported_with_line_and_column()
    {
        WriteTinyWorld();
        Write("zones/bad.yaml", [.. "id: bad\ntitle: B"u8, 0xFF, .. "d\n"u8]);

        AssertErrors(_directory, $"{_directory}/zones/bad.yaml:2:9: is not UTF-8");
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        WriteTinyWorld();
        Write("zones/huge.yaml", new byte[ContentLimits.FileBytes + 1]);

        AssertErrors(_directory, $"{_directory}/zones/huge.yaml: is larger than 1048576 bytes");
    }

    [Fact]
    public void A_directory_where_a_file_should_be_is_an_error_not_an_exception()
    {
        WriteTinyWorld();
        File.Delete(Path.Combine(_directory, "world.yaml"));
        Directory.CreateDirectory(Path.Combine(_directory, "world.yaml"));

        AssertErrors(
            _directory,
            $"{_directory}/world.yaml: there is no such file; it names the world, its default room and its kinds of items and creatures");
    }

    private static void AssertErrors(string directory, params string[] expected)
    {
        var result = ContentLoader.Load(directory, BuiltInRules.All);

        Assert.Null(result.World);
        Assert.Equal(expected, result.Errors.Select(error => error.ToString()));
    }

    private void AssertPassedOver(string name, string why)
    {
        var loaded = ContentLoader.Load(_directory, BuiltInRules.All);

        Assert.Equal(TinyWorld.Valid(TinyWorld.Load()).ContentHash, TinyWorld.Valid(loaded).ContentHash);
        Assert.Equal([$"{_directory}/zones/{name}: is passed over: {why}"], loaded.Warnings.Select(warning => warning.ToString()));
    }

    private void WriteTinyWorld()
    {
        foreach (var file in TinyWorld.Files)
        {
            Write(file.Name, System.Text.Encoding.UTF8.GetBytes(file.Text));
        }
    }

    private void Write(string name, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.Combine(_directory, "zones"));
        File.WriteAllBytes(Path.Combine(_directory, name), bytes);
    }
}
