namespace Actors.System.Tests;

/// <summary>The programs as <c>dotnet publish</c> lays them out, from what has been built: what the Dockerfile copies into the images, but for the configuration.</summary>
internal static class PublishedLayout
{
    public static Task PublishAsync(string project, string directory) =>
        Dotnet.MustAsync(["publish", Repository.PathOf("src", project), "--no-build", "-c", Dotnet.Configuration, "-o", directory, "-v", "quiet"]);
}
