namespace Actors.World.Tests;

/// <summary>Where the project's own files are, whatever directory the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Content => Path.Combine(Root, "content");

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Actors.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("Not inside the repository"));
}
