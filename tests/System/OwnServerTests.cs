namespace Actors.System.Tests;

/// <summary>Tests that each have a server process and a world of their own.</summary>
public abstract class OwnServerTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-own-");

    internal ServerProcess Server { get; private set; } = null!;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Stops the server in good order, and starts another on the same world.</summary>
    protected async Task RestartAsync()
    {
        await Server.StopAsync();
        Assert.Equal(0, Server.ExitCode);
        await Server.DisposeAsync();
        await StartAsync();
    }

    private async Task StartAsync() => Server = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"));
}
