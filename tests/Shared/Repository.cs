namespace Actors.Tests;

/// <summary>Files of the repository that the tests are run from, whatever directory they run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Content => PathOf("content");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Actors.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");
        return directory.FullName;
    }
}
