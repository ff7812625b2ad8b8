namespace Actors.Tests.Serialization.Kit;

/// <summary>
/// A file of names and bytes, one pair a line: what nodes of this version write, and all later ones must read. With <c>ACTORS_GOLDEN=write</c> in the environment the tests rewrite the files,
/// which is right for a new message and wrong for one that nodes already send.
/// </summary>
internal static class Golden
{
    public static void Compare(string file, IReadOnlyList<(string Name, byte[] Bytes)> written)
    {
        var path = PathOf(file);
        if (Environment.GetEnvironmentVariable("ACTORS_GOLDEN") == "write")
            File.WriteAllLines(path, written.Select(static line => $"{line.Name} {Convert.ToHexStringLower(line.Bytes)}"));
        Assert.Equal(
            Lines(file).Select(static line => $"{line.Name} {Convert.ToHexStringLower(line.Bytes)}"),
            written.Select(static line => $"{line.Name} {Convert.ToHexStringLower(line.Bytes)}"));
    }

    public static IReadOnlyList<(string Name, byte[] Bytes)> Lines(string file) =>
        [.. File.ReadAllLines(PathOf(file)).Select(static line => line.Split(' ')).Select(static parts => (parts[0], Convert.FromHexString(parts[1])))];

    private static string PathOf(string file) => Repository.PathOf("tests", "Actors", "Serialization", "golden", file);
}
